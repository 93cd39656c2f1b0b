package dev.bellows.cli.text;

import dev.bellows.cli.lint.Judgement;
import dev.bellows.cli.lint.Located;
import dev.bellows.lint.Finding;
import dev.bellows.lint.FindingText;
import dev.bellows.lint.Severity;
import dev.bellows.sql.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the linter found, for people: the place, what breaks, the words in question, the lock, the safe way. */
public final class LintText {
    /** A report that is longer than this many findings is read by nobody from end to end. */
    private static final int LONG = 20;

    /** Of each rule, so many are told whole in a long report. */
    private static final int WHOLE = 3;

    private static final int LINES = 3;

    /**
     * How somebody wants it.
     *
     * @param tagPrefix what stands before the colon in directives
     * @param full whether nothing is shortened, however long it gets
     * @param configured whether there is a configuration, so that somebody has dealt with what is old
     */
    public record Manner(String tagPrefix, boolean full, boolean configured) {}

    private final Judgement judgement;
    private final Manner manner;
    private final boolean isLong;
    private final Display display;
    private final int width;
    private final Map<String, Integer> told = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private int shortened;
    private @Nullable Finding previous;

    private LintText(Judgement judgement, Manner manner, Display display) {
        this.judgement = judgement;
        this.manner = manner;
        this.display = display;
        this.width = display.width().getAsInt();
        this.isLong = judgement.findings().stream()
                        .filter(each -> each.finding().severity() != Severity.NOTE)
                        .count()
                > LONG;
    }

    /** The lines of all findings and of what they come to, as wide as the display. */
    public static List<String> of(Judgement judgement, Manner manner, Display display) {
        LintText text = new LintText(judgement, manner, display);
        judgement.findings().forEach(text::add);
        boolean old = text.isLong && !manner.configured();
        text.lines.addAll(LintSummary.of(judgement, text.shortened, old, display));
        return text.lines.stream().map(display::signs).toList();
    }

    private void add(Located located) {
        Finding finding = located.finding();
        Ink ink = display.ink();
        String head = ink.strong(Cells.plain(FindingText.place(finding)) + ":") + " " + severity(finding, ink) + " "
                + Cells.plainLines(finding.message());
        lines.addAll(Wrapping.of(head, width));
        if (finding.severity() == Severity.NOTE) {
            lines.add("");
            previous = null;
            return;
        }
        boolean whole = manner.full() || !isLong || told.merge(finding.rule(), 1, Integer::sum) <= WHOLE;
        if (!samePlace(finding)) {
            lines.addAll(Excerpt.of(located.region(), whole ? LINES : 1, width, ink));
        }
        if (whole) {
            body(finding);
        } else {
            shortened++;
        }
        lines.add("");
        previous = finding;
    }

    /** Another rule about the same words needs them not once more. */
    private boolean samePlace(Finding finding) {
        return previous != null
                && previous.script().equals(finding.script())
                && previous.span().equals(finding.span())
                && isPlace(finding.span());
    }

    private static boolean isPlace(Span span) {
        return span.end() > span.start();
    }

    private void body(Finding finding) {
        @Nullable Finding read = samePlace(finding) ? previous : null;
        for (FindingText.Line line : FindingBody.after(read, finding, judgement.sizes(), manner.tagPrefix())) {
            if (line.sql()) {
                // Whole, as it is to be copied.
                lines.add("  " + Cells.plain(line.text()));
            } else {
                prose(line.text());
            }
        }
    }

    private void prose(String text) {
        lines.addAll(Wrapping.of("  " + Cells.plain(text), width));
    }

    private static String severity(Finding finding, Ink ink) {
        String word = finding.severity().name().toLowerCase(Locale.ROOT) + "[" + finding.rule() + "]:";
        return switch (finding.severity()) {
            case ERROR -> ink.bad(word);
            case WARNING -> ink.strong(word);
            case NOTE -> ink.faint(word);
        };
    }
}
