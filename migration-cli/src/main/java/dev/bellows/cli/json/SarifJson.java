package dev.bellows.cli.json;

import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.cli.lint.Region;
import dev.bellows.cli.text.FindingBody;
import dev.bellows.lint.Acceptance;
import dev.bellows.lint.Finding;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.rules.Pages;
import dev.bellows.model.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html */
public final class SarifJson {
    private static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";

    /** What paths start from. Where that is on this machine is nobody's business, so it has a name and no place. */
    private static final String ROOT = "%SRCROOT%";

    private final Judgement judgement;
    private final String tagPrefix;
    private final List<RuleInfo> rules;
    private final List<String> ids;

    private SarifJson(Judgement judgement, String tagPrefix) {
        this.judgement = judgement;
        this.tagPrefix = tagPrefix;
        Set<String> found = all().map(each -> each.finding().rule()).collect(Collectors.toSet());
        this.rules =
                Pages.infos().stream().filter(info -> found.contains(info.id())).toList();
        this.ids = rules.stream().map(RuleInfo::id).toList();
    }

    /**
     * The whole document.
     *
     * @param exit the exit code
     */
    public static String of(Judgement judgement, String tagPrefix, int exit) {
        return Json.text(new SarifJson(judgement, tagPrefix).log(exit));
    }

    private Stream<Located> all() {
        return Stream.of(judgement.findings(), judgement.allowed(), judgement.off())
                .flatMap(List::stream);
    }

    private Map<String, @Nullable Object> log(int exit) {
        return Json.fields("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run(exit)));
    }

    private Map<String, @Nullable Object> run(int exit) {
        List<Map<String, @Nullable Object>> results = new ArrayList<>();
        judgement.findings().forEach(each -> results.add(result(each, List.of())));
        judgement.allowed().forEach(each -> results.add(result(each, List.of(suppression(each.finding())))));
        judgement.off().forEach(each -> results.add(result(each, List.of(switchedOff()))));
        return Json.fields(
                "tool",
                Json.fields("driver", driver()),
                "columnKind",
                "unicodeCodePoints",
                "originalUriBaseIds",
                Json.fields(ROOT, Json.fields("description", text("The root of the repository."))),
                "invocations",
                List.of(Json.fields(
                        "executionSuccessful",
                        true,
                        "exitCode",
                        exit,
                        "toolExecutionNotifications",
                        judgement.notices().stream()
                                .map(notice -> Json.fields("level", "note", "message", text(notice)))
                                .toList())),
                "results",
                results);
    }

    private Map<String, @Nullable Object> driver() {
        return Json.fields(
                "name",
                "Bellows",
                "version",
                Settings.DEFAULT.toolVersion(),
                "rules",
                rules.stream().map(SarifJson::rule).toList());
    }

    private static Map<String, @Nullable Object> rule(RuleInfo info) {
        String page = Pages.page(info.id()).orElse("");
        boolean advice = info.verdicts().equals(Set.of(Verdict.ADVICE));
        return Json.fields(
                "id",
                info.id(),
                "shortDescription",
                text(info.title()),
                "fullDescription",
                text(sentences(info.title(), info.why(), info.who())),
                "help",
                Json.fields("text", page, "markdown", page),
                "defaultConfiguration",
                Json.fields("level", advice ? "warning" : "error"),
                "properties",
                Json.fields("tags", info.verdicts().stream().map(Verdict::word).toList()));
    }

    private static String sentences(String... parts) {
        return Stream.of(parts)
                .filter(part -> !part.isEmpty())
                .map(part -> part.replaceAll("\\s+", " "))
                .collect(Collectors.joining(" "));
    }

    private Map<String, @Nullable Object> result(Located located, List<Map<String, @Nullable Object>> suppressions) {
        Finding finding = located.finding();
        List<String> lines = new ArrayList<>(List.of(finding.message()));
        lines.addAll(FindingBody.of(finding, judgement.sizes(), tagPrefix));
        Map<String, @Nullable Object> result = Json.fields(
                "ruleId",
                finding.rule(),
                "ruleIndex",
                ids.indexOf(finding.rule()),
                "level",
                finding.severity().name().toLowerCase(Locale.ROOT),
                "message",
                text(String.join("\n", lines)),
                "locations",
                List.of(Json.fields("physicalLocation", place(located))),
                "partialFingerprints",
                Json.fields("bellowsFinding/v1", located.fingerprint()),
                "properties",
                properties(finding));
        if (!suppressions.isEmpty()) {
            result.put("suppressions", suppressions);
        }
        return result;
    }

    private Map<String, @Nullable Object> properties(Finding finding) {
        Map<String, @Nullable Object> properties = Json.fields(
                "verdicts", finding.verdicts().stream().map(Verdict::word).toList());
        if (!finding.effects().isEmpty()) {
            properties.put("tables", LintJson.tables(finding, judgement.sizes()));
        }
        return properties;
    }

    private static Map<String, @Nullable Object> suppression(Finding finding) {
        @Nullable Acceptance acceptance = finding.acceptance();
        return acceptance == null
                ? switchedOff()
                : Json.fields(
                        "kind", acceptance.inFile() ? "inSource" : "external", "justification", acceptance.reason());
    }

    private static Map<String, @Nullable Object> switchedOff() {
        return Json.fields("kind", "external", "justification", "switched off in the configuration");
    }

    private static Map<String, @Nullable Object> place(Located located) {
        Region region = located.region();
        return Json.fields(
                "artifactLocation",
                file(located.path()),
                "region",
                Json.fields(
                        "startLine", region.line(),
                        "startColumn", region.column(),
                        "endLine", region.endLine(),
                        "endColumn", region.endColumn()));
    }

    private static Map<String, @Nullable Object> file(String path) {
        boolean absolute = path.startsWith("/") || path.matches("[A-Za-z]:.*");
        return absolute
                ? Json.fields("uri", uri("file", path.startsWith("/") ? path : "/" + path))
                : Json.fields("uri", uri(null, path), "uriBaseId", ROOT);
    }

    /** The path with everything escaped that means something in a URI. */
    private static String uri(@Nullable String scheme, String path) {
        try {
            return new URI(scheme, scheme == null ? null : "", path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path can always be escaped", e);
        }
    }

    private static Map<String, @Nullable Object> text(String text) {
        return Json.fields("text", text);
    }
}
