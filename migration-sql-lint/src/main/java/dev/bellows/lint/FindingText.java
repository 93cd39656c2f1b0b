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

    /**
     * A line of the safe way.
     *
     * @param sql whether it is to be copied
     */
    public record Line(String text, boolean sql) {}

    /** What else is to be known: the locks, what was taken for granted, the safe way. */
    public static List<String> body(Finding finding, String tagPrefix) {
        List<String> lines = new ArrayList<>();
        finding.effects().forEach(effect -> lines.add("lock: " + effect.words()));
        @Nullable String assumed = finding.assumed();
        if (assumed != null) {
            lines.add("assumed: " + assumed);
        }
        way(finding, tagPrefix).forEach(line -> lines.add(line.text()));
        return lines;
    }

    /** The safe way, step by step. */
    public static List<Line> way(Finding finding, String tagPrefix) {
        List<Line> lines = new ArrayList<>();
        List<Way.Step> steps = finding.way().steps();
        if (steps.size() > 1) {
            lines.add(new Line("way:", false));
        }
        for (int i = 0; i < steps.size(); i++) {
            Way.Step step = steps.get(i);
            lines.add(new Line(
                    (steps.size() == 1 ? "way: " : "  " + (i + 1) + ". ")
                            + step.what()
                            + (step.sql().isEmpty() ? "" : ":"),
                    false));
            if (step.phase() == Phase.CONTRACT) {
                lines.add(new Line("     -- " + tagPrefix + ":phase contract", true));
            }
            step.sql().lines().forEach(line -> lines.add(new Line("     " + line, true)));
        }
        return lines;
    }

    /** The verdicts in words: {@code contract, loses}. */
    public static String verdicts(Finding finding) {
        return finding.verdicts().stream().map(Verdict::word).collect(Collectors.joining(", "));
    }
}
