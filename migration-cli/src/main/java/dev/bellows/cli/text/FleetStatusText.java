package dev.bellows.cli.text;

import dev.bellows.Fleet;
import dev.bellows.model.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Where many stand: how many are as they should be, and a table of those that are not. */
public final class FleetStatusText {
    private static final int WIDTH = 100;
    private static final int WIDEST_CELL = 40;

    /** What makes a line one with a command. */
    private static final String NEXT = "next: ";

    private FleetStatusText() {}

    /**
     * The lines; those that failed are counted, and told elsewhere.
     *
     * @param alone makes of a line the one for that member alone
     * @param columns how wide the table may be; 0 for the usual width
     */
    public static List<String> of(
            List<Fleet.Outcome<Object>> outcomes,
            BiFunction<Fleet.Member, String, String> alone,
            Ink ink,
            int columns) {
        long current = 0;
        long others = 0;
        long failed = 0;
        Table table = new Table(columns == 0 ? WIDTH : columns, WIDEST_CELL);
        table.row("NAME", "MIGRATIONS", "NEXT");
        for (Fleet.Outcome<Object> outcome : outcomes) {
            if (outcome.problem() != null) {
                failed++;
            } else if (outcome.result() instanceof Status status) {
                if (status.current() && status.refusals().isEmpty()) {
                    current++;
                } else {
                    others++;
                    table.row(
                            outcome.member().name(),
                            StatusText.counts(status),
                            alone.apply(outcome.member(), NEXT + status.next()).substring(NEXT.length()));
                }
            }
        }
        List<String> lines = new ArrayList<>();
        if (others > 0) {
            List<String> rows = table.lines();
            lines.add(ink.faint(rows.get(0)));
            lines.addAll(rows.subList(1, rows.size()));
            lines.add("");
        }
        long untried = outcomes.size() - current - others - failed;
        lines.add(outcomes.size() + ": " + current + " current, " + others + " not"
                + (untried > 0 ? ", " + untried + " not asked" : "")
                + (failed > 0 ? ", " + ink.bad(failed + " failed") : ""));
        return lines;
    }
}
