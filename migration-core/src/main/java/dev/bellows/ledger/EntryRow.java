package dev.bellows.ledger;

import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An entry as a row of the ledger. */
final class EntryRow {
    private static final List<String> NAMES = List.of(
            "position",
            "event",
            "direction",
            "owner",
            "version",
            "description",
            "phase",
            "after",
            "checksum",
            "prefix_checksum",
            "statements_done",
            "statements_total",
            "head",
            "release",
            "run",
            "role",
            "host",
            "tool_version",
            "format",
            "system_identifier",
            "at",
            "duration_micros",
            "sqlstate",
            "message",
            "detail",
            "reason",
            "evidence",
            "previous_hash",
            "hash");

    /** The columns, for an INSERT. */
    static final String COLUMNS = String.join(", ", NAMES);

    /** One for each column; the time goes as integer microseconds and is exact to the last of them. */
    static final String PARAMETERS = String.join(", ", Collections.nCopies(NAMES.indexOf("at"), "?"))
            + ", timestamptz 'epoch' + ? * interval '1 microsecond', "
            + String.join(", ", Collections.nCopies(NAMES.size() - NAMES.indexOf("at") - 1, "?"));

    private EntryRow() {}

    /** The columns of a table that goes by this alias, for a SELECT; the time comes as integer microseconds. */
    static String columnsOf(String alias) {
        return NAMES.stream()
                .map(name -> name.equals("at")
                        ? "(extract(epoch FROM " + alias + ".at) * 1000000)::bigint AS at"
                        : alias + "." + name)
                .collect(Collectors.joining(", "));
    }

    static Entry read(ResultSet row) throws SQLException {
        String word = row.getString("event");
        @Nullable EventKind event = Entry.event(word);
        if (event == null) {
            throw unknown(row, word);
        }
        Entry entry = read(row, event);
        try {
            entry.decision();
        } catch (IllegalArgumentException e) {
            throw unknown(row, String.valueOf(entry.detail()));
        }
        return entry;
    }

    private static UnknownLedgerException unknown(ResultSet row, String word) throws SQLException {
        return new UnknownLedgerException(
                "entry " + row.getLong("position") + " records '" + word + "', which this Bellows does not know",
                "use a newer Bellows");
    }

    private static Entry read(ResultSet row, EventKind event) throws SQLException {
        return new Entry(
                row.getLong("position"),
                event,
                row.getString("direction"),
                row.getString("owner"),
                row.getString("version"),
                row.getString("description"),
                row.getString("phase"),
                row.getString("after"),
                row.getString("checksum"),
                row.getString("prefix_checksum"),
                (Integer) row.getObject("statements_done"),
                (Integer) row.getObject("statements_total"),
                row.getString("head"),
                row.getString("release"),
                row.getString("run"),
                row.getString("role"),
                row.getString("host"),
                row.getString("tool_version"),
                row.getInt("format"),
                row.getString("system_identifier"),
                row.getLong("at"),
                (Long) row.getObject("duration_micros"),
                row.getString("sqlstate"),
                row.getString("message"),
                row.getString("detail"),
                row.getString("reason"),
                row.getString("evidence"),
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    /** Sets all parameters; returns the index of the next one. */
    static int write(PreparedStatement statement, Entry entry) throws SQLException {
        @Nullable
        Object[] values = {
            entry.position(),
            entry.event().word(),
            entry.direction(),
            entry.owner(),
            entry.version(),
            entry.description(),
            entry.phase(),
            entry.after(),
            entry.checksum(),
            entry.prefixChecksum(),
            entry.done(),
            entry.total(),
            entry.head(),
            entry.release(),
            entry.run(),
            entry.role(),
            entry.host(),
            entry.toolVersion(),
            entry.format(),
            entry.systemIdentifier(),
            entry.at(),
            entry.durationMicros(),
            entry.sqlState(),
            entry.message(),
            entry.detail(),
            entry.reason(),
            entry.evidence(),
            entry.previousHash(),
            entry.hash()
        };
        for (int i = 0; i < values.length; i++) {
            @Nullable Object value = values[i];
            if (value == null) {
                statement.setNull(i + 1, number(NAMES.get(i)) ? Types.BIGINT : Types.VARCHAR);
            } else {
                statement.setObject(i + 1, value);
            }
        }
        return values.length + 1;
    }

    private static boolean number(String column) {
        return column.startsWith("statements_") || column.equals("duration_micros");
    }
}
