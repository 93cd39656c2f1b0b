package dev.bellows.cli.text;

import dev.bellows.model.MigrationId;
import dev.bellows.model.State;
import dev.bellows.model.Status;
import dev.bellows.model.Status.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where a database stands: a table, counts, and what to type next. */
public final class StatusText {
    private static final int WIDTH = 100;
    private static final int WIDEST_CELL = 28;
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private StatusText() {}

    /**
     * The lines of a status, the last one the next command.
     *
     * @param columns how wide the table may be; 0 for the usual width
     */
    public static List<String> of(Status status, Ink ink, int columns) {
        int width = columns == 0 ? WIDTH : columns;
        List<String> lines = new ArrayList<>();
        lines.add(Cells.fit(
                Cells.plain("database " + status.database()
                        + (status.position() == 0
                                ? ", no ledger yet"
                                : ", ledger " + status.ledger() + " at position " + status.position())
                        + (status.head() == null ? "" : ", head " + status.head())),
                width));
        if (!status.rows().isEmpty()) {
            lines.add("");
            table(status, ink, width, lines);
        }
        lines.add("");
        lines.add(counts(status) + (status.current() ? "; the schema is current" : "; the schema is not current"));
        status.notices().forEach(notice -> lines.add("notice: " + Cells.plainLines(notice)));
        if (status.restorePoint() != null) {
            lines.add("restore point: " + RestorePointText.of(status.restorePoint()));
        }
        lines.addAll(GateText.brief(status.gates(), ink));
        lines.addAll(RefusalText.of(status.refusals(), ink, status.next()));
        lines.add(ink.strong("next:") + " " + Cells.plain(status.next()));
        return lines;
    }

    private static void table(Status status, Ink ink, int width, List<String> lines) {
        Table table = new Table(width, Math.min(WIDEST_CELL, Math.max(8, width / 4)));
        table.row("VERSION", "PHASE", "STATE", "WHEN (UTC)", "DESCRIPTION");
        for (Row row : status.rows()) {
            table.row(row.version(), Words.phase(row.phase()), state(row), when(row.at()), description(row));
        }
        List<String> rows = table.lines();
        lines.add(ink.faint(rows.get(0)));
        lines.addAll(rows.subList(1, rows.size()));
    }

    private static String state(Row row) {
        boolean partly = row.state() == State.FAILED || row.state() == State.UNFINISHED;
        return row.state().word() + (partly ? " at " + row.done() + "/" + row.total() : "");
    }

    private static String when(@Nullable Instant at) {
        return at == null ? "" : WHEN.format(at);
    }

    private static String description(Row row) {
        String owner = row.owner().equals(MigrationId.MAIN) ? "" : row.owner() + ": ";
        return owner + row.description() + (row.note() == null ? "" : " (" + row.note() + ")");
    }

    /** {@code 12 applied, 1 pending}. */
    static String counts(Status status) {
        Map<State, Integer> counts = new EnumMap<>(State.class);
        status.rows().forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        return counts.isEmpty()
                ? "no migrations"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + count.getKey().word())
                        .collect(Collectors.joining(", "));
    }
}
