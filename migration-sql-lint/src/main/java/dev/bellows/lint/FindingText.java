package dev.bellows.lint;

import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A finding in lines for people. */
public final class FindingText {
    private FindingText() {}

    /** Where and what: {@code 0043_drop.sql:3:1: error[drop-column]: …}. */
    public static String head(Finding finding) {
        return place(finding) + ": " + finding.severity().name().toLowerCase(java.util.Locale.ROOT) + "["
                + finding.rule() + "]: " + finding.message();
    }

    /** {@code 0043_drop.sql:3:1}. */
    public static String place(Finding finding) {
        return finding.script() + ":" + finding.span().line() + ":"
                + finding.span().column();
    }

    /** What else is to be known: the locks, what was taken for granted, the safe way. */
    public static List<String> body(Finding finding, String tagPrefix) {
        List<String> lines = new ArrayList<>();
        finding.effects().forEach(effect -> lines.add("lock: " + effect));
        @Nullable String assumed = finding.assumed();
        if (assumed != null) {
            lines.add("assumed: " + assumed);
        }
        List<Way.Step> steps = finding.way().steps();
        if (steps.size() > 1) {
            lines.add("way:");
        }
        for (int i = 0; i < steps.size(); i++) {
            Way.Step step = steps.get(i);
            lines.add((steps.size() == 1 ? "way: " : "  " + (i + 1) + ". ")
                    + step.what()
                    + (step.sql().isEmpty() ? "" : ":"));
            if (step.phase() == Phase.CONTRACT) {
                lines.add("     -- " + tagPrefix + ":phase contract");
            }
            step.sql().lines().forEach(line -> lines.add("     " + line));
        }
        return lines;
    }

    /** The verdicts in words: {@code contract, loses}. */
    public static String verdicts(Finding finding) {
        return finding.verdicts().stream().map(Verdict::word).collect(Collectors.joining(", "));
    }
}
