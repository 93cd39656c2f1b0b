package dev.bellows.cli.json;

import dev.bellows.cli.connect.TableSize;
import dev.bellows.cli.lint.Estimate;
import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.cli.lint.Sizes;
import dev.bellows.lint.Acceptance;
import dev.bellows.lint.Finding;
import dev.bellows.lint.TableEffect;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a lint found, as JSON's objects. */
public final class LintJson {
    private LintJson() {}

    /** The fields of {@code bellows lint}. */
    public static Map<String, @Nullable Object> of(Judgement judgement) {
        return Json.fields(
                "migrations",
                judgement.report().scripts(),
                "statements",
                judgement.report().statements(),
                "findings",
                findings(judgement.findings(), judgement.sizes()),
                "allowed",
                findings(judgement.allowed(), judgement.sizes()),
                "off",
                findings(judgement.off(), judgement.sizes()),
                "notices",
                judgement.notices());
    }

    private static List<Map<String, @Nullable Object>> findings(List<Located> findings, Sizes sizes) {
        return findings.stream().map(each -> finding(each, sizes)).toList();
    }

    private static Map<String, @Nullable Object> finding(Located located, Sizes sizes) {
        Finding finding = located.finding();
        @Nullable Acceptance acceptance = finding.acceptance();
        return Json.fields(
                "rule", finding.rule(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "verdicts", finding.verdicts().stream().map(Verdict::word).toList(),
                "file", finding.script(),
                "line", located.region().line(),
                "column", located.region().column(),
                "endLine", located.region().endLine(),
                "endColumn", located.region().endColumn(),
                "fingerprint", located.fingerprint(),
                "message", finding.message(),
                "locks", finding.effects().stream().map(TableEffect::words).toList(),
                "tables", tables(finding, sizes),
                "assumed", finding.assumed(),
                "way", way(finding.way()),
                "reason", acceptance == null ? null : acceptance.reason());
    }

    /** What a finding's statement does to tables. */
    static List<Map<String, @Nullable Object>> tables(Finding finding, Sizes sizes) {
        return finding.effects().stream()
                .map(effect -> table(effect, sizes.of(effect.table())))
                .toList();
    }

    private static Map<String, @Nullable Object> table(TableEffect effect, Optional<TableSize> size) {
        @Nullable
        Estimate estimate = size.flatMap(known -> Estimate.of(effect, known)).orElse(null);
        return Json.fields(
                "schema", effect.table().schema(),
                "table", effect.table().name(),
                "lock", effect.lock().words(),
                "stopsReaders", effect.lock().stopsReaders(),
                "stopsWriters", effect.lock().stopsWriters(),
                "work",
                        effect.work() == TableEffect.Work.NONE
                                ? null
                                : effect.work().name().toLowerCase(Locale.ROOT),
                "rows", size.map(TableSize::rows).orElse(null),
                "bytes", size.map(TableSize::bytes).orElse(null),
                "totalBytes", size.map(TableSize::totalBytes).orElse(null),
                "writes", size.map(TableSize::writes).orElse(null),
                "countedMillis",
                        size.map(TableSize::counted).map(Duration::toMillis).orElse(null),
                "shortestMillis", estimate == null ? null : estimate.shortest().toMillis(),
                "longestMillis", estimate == null ? null : estimate.longest().toMillis());
    }

    private static List<Map<String, @Nullable Object>> way(Way way) {
        return way.steps().stream()
                .map(step -> Json.fields(
                        "what",
                        step.what(),
                        "phase",
                        step.phase() == null ? null : step.phase().name().toLowerCase(Locale.ROOT),
                        "sql",
                        step.sql().isEmpty() ? null : step.sql()))
                .toList();
    }
}
