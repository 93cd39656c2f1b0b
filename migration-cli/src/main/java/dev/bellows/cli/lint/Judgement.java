package dev.bellows.cli.lint;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintReport;
import dev.bellows.lint.Own;
import dev.bellows.lint.Severity;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that there is to report of a lint.
 *
 * @param report as the configuration weighs it
 * @param findings of the report, located
 * @param allowed those that somebody accepts
 * @param off those that the configuration switches off
 * @param files that were judged, as paths from the repository's root, in their order
 * @param sizes of the tables, where a server was asked
 * @param notices what a person should know besides
 */
public record Judgement(
        LintReport report,
        List<Located> findings,
        List<Located> allowed,
        List<Located> off,
        List<String> files,
        Sizes sizes,
        List<String> notices) {
    public Judgement {
        findings = List.copyOf(findings);
        allowed = List.copyOf(allowed);
        off = List.copyOf(off);
        files = List.copyOf(files);
        notices = List.copyOf(notices);
    }

    /**
     * What came out, weighed and located.
     *
     * @param named whether somebody compares reports, so that each finding needs a fingerprint
     */
    public static Judgement of(
            Outcome outcome, Severities severities, RepositoryPaths paths, Sizes sizes, boolean named) {
        Severities.Weighed weighed = severities.weigh(outcome.report());
        LintReport report = weighed.report();
        Map<String, Map<Span, Region>> regions = new HashMap<>();
        List<Finding> all = Stream.of(report.findings(), report.allowed(), weighed.off())
                .flatMap(List::stream)
                .toList();
        byFile(all)
                .forEach((file, findings) ->
                        regions.put(file, regions(outcome.texts().get(file), findings)));
        IdentityHashMap<Finding, Located> located = locate(all, regions, paths, named);
        return new Judgement(
                report,
                report.findings().stream().map(located::get).toList(),
                report.allowed().stream().map(located::get).toList(),
                weighed.off().stream().map(located::get).toList(),
                outcome.judged().stream().map(paths::of).toList(),
                sizes,
                notices(outcome));
    }

    private static List<String> notices(Outcome outcome) {
        List<String> notices = new ArrayList<>(outcome.notices());
        outcome.report()
                .unused()
                .forEach(each -> notices.add("the configuration allows " + each.rule() + " (" + each.reason()
                        + "), which finds nothing here"));
        return notices;
    }

    private static Map<String, List<Finding>> byFile(List<Finding> findings) {
        Map<String, List<Finding>> byFile = new HashMap<>();
        findings.forEach(finding -> byFile.computeIfAbsent(finding.script(), file -> new ArrayList<>())
                .add(finding));
        return byFile;
    }

    private static Map<Span, Region> regions(LooseScript.@Nullable Text text, List<Finding> findings) {
        return text == null ? Map.of() : Regions.of(text, findings);
    }

    private static IdentityHashMap<Finding, Located> locate(
            List<Finding> findings, Map<String, Map<Span, Region>> regions, RepositoryPaths paths, boolean named) {
        Fingerprints fingerprints = new Fingerprints();
        IdentityHashMap<Finding, Located> located = new IdentityHashMap<>(findings.size());
        for (Finding finding : named ? byPlace(findings) : findings) {
            String path = paths.of(finding.script());
            Region region = region(finding, regions.getOrDefault(finding.script(), Map.of()));
            located.computeIfAbsent(
                    finding,
                    each -> new Located(
                            Passwords.masked(each), region, path, named ? fingerprints.of(each, region, path) : ""));
        }
        return located;
    }

    /** In the order of their places, so that allowing one renumbers none of those that are alike. */
    private static List<Finding> byPlace(List<Finding> findings) {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::script)
                        .thenComparingInt(finding -> finding.span().line())
                        .thenComparingInt(finding -> finding.span().column()))
                .toList();
    }

    private static Region region(Finding finding, Map<Span, Region> regions) {
        @Nullable Region region = regions.get(finding.span());
        boolean ofFile = Own.ofFiles(finding.rule()) && finding.span().line() == 1;
        return region == null || ofFile ? Region.at(finding.span()) : region;
    }

    /** How many findings count so much. */
    public long count(Severity severity) {
        return report.count(severity);
    }
}
