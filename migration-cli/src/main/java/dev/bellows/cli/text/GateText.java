package dev.bellows.cli.text;

import dev.bellows.model.GateView;
import dev.bellows.model.GateView.Instances;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What the gates of pending contracts see. */
public final class GateText {
    private static final int WIDTH = 100;
    private static final int WIDEST_CELL = 28;
    private static final String INDENT = "  ";

    private GateText() {}

    /**
     * The lines of {@code bellows gate}, without what to do when all are open.
     *
     * @param columns how wide the tables may be; 0 for the usual width
     */
    public static List<String> of(List<GateView> gates, Ink ink, int columns) {
        if (gates.isEmpty()) {
            return List.of("no contract is pending, so there is no gate to pass");
        }
        List<String> lines = new ArrayList<>();
        for (GateView gate : gates) {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(ink.strong(
                            Words.title(gate.contract().owner(), gate.contract().version(), gate.description()))
                    + "  " + state(gate, ink));
            instances(gate, ink, (columns == 0 ? WIDTH : columns) - INDENT.length(), lines);
            lines.addAll(HolderText.lines(gate.holders(), ink));
        }
        return lines;
    }

    /** One line for each gate, and who holds it: for a status. */
    static List<String> brief(List<GateView> gates, Ink ink) {
        List<String> lines = new ArrayList<>();
        for (GateView gate : gates) {
            lines.add(ink.strong(Cells.plain(gate.contract().toString())) + " " + state(gate, ink));
            lines.addAll(HolderText.lines(gate.holders(), ink));
        }
        return lines;
    }

    private static String state(GateView gate, Ink ink) {
        if (gate.open()) {
            return ink.good("open") + ": nothing lives whose build lacks "
                    + Cells.plain(gate.after().toString())
                    + (gate.opened() ? "; an earlier run has opened it, so such builds are refused already" : "");
        }
        return ink.bad("held") + ", " + HolderText.safe(gate.after())
                + (gate.opened() ? "; an earlier run had opened it and has not withdrawn: bellows apply does" : "");
    }

    private static void instances(GateView gate, Ink ink, int width, List<String> lines) {
        if (gate.instances().isEmpty()) {
            lines.add(INDENT + "no instance has a lease");
            return;
        }
        Table table = new Table(width, Math.min(WIDEST_CELL, Math.max(8, width / 4)));
        table.row("APPLICATION", "RELEASE", "HEAD", "SHIPS " + gate.after(), "INSTANCES", "SINCE (UTC)");
        for (Instances each : gate.instances()) {
            table.row(
                    each.application(),
                    Objects.requireNonNullElse(each.release(), "-"),
                    each.head(),
                    each.ships() ? "yes" : "no",
                    String.valueOf(each.count()),
                    HolderText.when(each.since()));
        }
        List<String> rows = table.lines();
        lines.add(INDENT + ink.faint(rows.get(0)));
        rows.subList(1, rows.size()).forEach(row -> lines.add(INDENT + row));
    }

    /** What to do about them all. */
    public static String next(List<GateView> gates) {
        return gates.isEmpty() || gates.stream().noneMatch(GateView::open)
                ? gates.isEmpty() ? "bellows status" : "bellows gate --watch"
                : "bellows apply --phase contract";
    }
}
