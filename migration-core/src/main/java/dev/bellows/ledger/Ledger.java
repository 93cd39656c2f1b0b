package dev.bellows.ledger;

import dev.bellows.model.Entry;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and appends. Every write happens in a transaction of the caller's that began with {@link #fenceSql}. */
public final class Ledger {
    private static final String HEAD = "h.position AS head_position, h.hash AS head_hash, h.format AS head_format";

    /** Stands in the error of a cast, which is how a query can fail on purpose. */
    private static final String MOVED = "bellows: the head has moved ";

    private final LedgerTables tables;
    private final Writer writer;
    private final Charset serverEncoding;
    private long position;
    private String hash;
    private long at;

    /**
     * A ledger that was read and will be written.
     *
     * @param serverEncoding of the database: what it cannot hold is written as escapes
     */
    public Ledger(LedgerTables tables, Writer writer, Charset serverEncoding, LedgerState state) {
        this.tables = tables;
        this.writer = writer;
        this.serverEncoding = serverEncoding;
        this.position = state.position();
        this.hash = state.hash();
    }

    /** What it is called. */
    public LedgerTables tables() {
        return tables;
    }

    /**
     * Makes the tables. In a transaction, under the lock.
     *
     * @param statements {@link LedgerTables#create()}, as the plan shows them
     */
    public static void create(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /**
     * Reads the whole ledger.
     *
     * @return {@link LedgerState#NONE} when there is none
     * @throws UnknownLedgerException when it is of a newer format, or no ledger of ours
     */
    public static LedgerState read(Connection connection, LedgerTables tables) throws SQLException {
        if (!exists(connection, tables)) {
            return LedgerState.NONE;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(rowsSql(tables))) {
            return state(row, tables);
        } catch (SQLException e) {
            throw translated(e, tables);
        }
    }

    /** Asks for all of a ledger that is there; one statement, so one snapshot: an entry that another runner commits meanwhile is in head and rows or in neither. */
    static String rowsSql(LedgerTables tables) {
        return "SELECT " + EntryRow.columnsOf("l") + ", " + HEAD + " FROM " + tables.head() + " AS h LEFT JOIN "
                + tables.ledger() + " AS l ON true ORDER BY l.position";
    }

    /** Takes the answer to that. */
    static LedgerState state(ResultSet row, LedgerTables tables) throws SQLException {
        Head head = head(row, tables);
        List<Entry> entries = new ArrayList<>();
        do {
            if (row.getObject("position") != null) {
                entries.add(EntryRow.read(row));
            }
        } while (row.next());
        return new LedgerState(true, entries, head.position, head.hash);
    }

    /** What the error of such a question means. */
    static RuntimeException translated(SQLException error, LedgerTables tables) throws SQLException {
        if ("42703".equals(error.getSQLState())) {
            return noLedger(tables);
        }
        throw error;
    }

    private static UnknownLedgerException noLedger(LedgerTables tables) {
        return new UnknownLedgerException(
                tables.display() + " exists and is no ledger of Bellows: it lacks a ledger's columns",
                "choose another name with --ledger");
    }

    /** The head row's position alone, for those who wait; -1 when there is no ledger. */
    public static long peek(Connection connection, LedgerTables tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(connection, tables)) {
                return -1;
            }
            try (ResultSet row = statement.executeQuery("SELECT " + HEAD + " FROM " + tables.head() + " AS h")) {
                return head(row, tables).position;
            }
        }
    }

    /**
     * Likewise as an expression in SQL, to be asked along with something else.
     *
     * @param exists whether there was a ledger when it was last read; where there was none, and there is one now, it is 0
     */
    public static String positionSql(LedgerTables tables, boolean exists) {
        return exists
                ? "(SELECT position FROM " + tables.head() + ")"
                : "CASE WHEN pg_catalog.to_regclass(" + Sql.literal(tables.head()) + ") IS NULL THEN -1 ELSE 0 END";
    }

    /**
     * Asks whether the head is still where this ledger left it.
     *
     * @throws FencedException when another runner acted
     */
    public void requireUnmoved(Connection connection) throws SQLException {
        if (peek(connection, tables) != position) {
            throw new FencedException(position);
        }
    }

    /**
     * Whether there is a ledger.
     *
     * @throws UnknownLedgerException when there is only half of it
     */
    public static boolean exists(Connection connection, LedgerTables tables) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.to_regclass(" + Sql.literal(tables.ledger())
                        + ") IS NOT NULL, pg_catalog.to_regclass(" + Sql.literal(tables.head()) + ") IS NOT NULL")) {
            row.next();
            if (row.getBoolean(1) && !row.getBoolean(2)) {
                throw new UnknownLedgerException(
                        tables.display() + " exists, but " + tables.head() + " does not",
                        "if it is no ledger of Bellows, choose another name with --ledger; if the head table was dropped,"
                                + " restore it from a backup");
            }
            return row.getBoolean(1);
        }
    }

    private static Head head(ResultSet row, LedgerTables tables) throws SQLException {
        if (!row.next()) {
            throw new UnknownLedgerException(
                    tables.head() + " is empty: its one row was deleted", "restore both tables from a backup");
        }
        int format = row.getInt("head_format");
        if (format > LedgerTables.FORMAT) {
            throw new UnknownLedgerException(
                    tables.display() + " has format " + format + ", and this Bellows knows formats up to "
                            + LedgerTables.FORMAT,
                    "use a newer Bellows");
        }
        return new Head(row.getLong("head_position"), row.getString("head_hash"));
    }

    private record Head(long position, String hash) {}

    /** The SQL that every transaction of ours begins with; one row comes back, or none: fenced. */
    public String fenceSql() {
        return "UPDATE " + tables.head() + " SET position = " + (position + 1) + " WHERE position = " + position
                + " RETURNING (extract(epoch FROM pg_catalog.clock_timestamp()) * 1000000)::bigint,"
                + " pg_catalog.pg_current_xact_id()::text";
    }

    /**
     * A query that fails unless the fence has moved the head in this transaction, for what goes to the server right behind it.
     *
     * @param condition that must hold too
     * @param result in the place of a result, an expression of text
     */
    public String requireFencedSql(String condition, String result) {
        return "SELECT CASE WHEN count(*) = 1 THEN " + result + " ELSE ('" + MOVED
                + "' || count(*))::pg_catalog.bool::text END FROM " + tables.head() + " AS h WHERE h.position = "
                + (position + 1)
                // Another runner may have moved it to the same place.
                + " AND h.xmin = pg_catalog.pg_current_xact_id()::pg_catalog.xid AND (" + condition + ")";
    }

    /**
     * Takes the result of {@link #fenceSql()}.
     *
     * @return the transaction's identifier, for {@code pg_xact_status}
     * @throws FencedException when another runner acted
     */
    public String fenced(ResultSet result) throws SQLException {
        if (!result.next()) {
            throw new FencedException(position);
        }
        at = result.getLong(1);
        return result.getString(2);
    }

    /** Does what follows from an entry elsewhere; it is a part of the same transaction. */
    public void prepare(Connection connection, Entry entry) throws SQLException {
        new ContractRows(tables.gate()).follow(connection, entry);
    }

    /**
     * Writes one of several entries of a transaction.
     *
     * @return the entry as written
     */
    public Entry append(Connection connection, Draft draft) throws SQLException {
        Entry entry = next(draft);
        prepare(connection, entry);
        write(connection, appendSql(), entry);
        return entry;
    }

    /**
     * Writes the last entry, and commits; the caller calls {@link #committed} afterwards.
     *
     * @param before what is to be done before, in SQL without parameters
     */
    public void commit(Connection connection, String before, Entry entry) throws SQLException {
        write(connection, before + "; " + appendSql() + "; COMMIT", entry);
    }

    /** Fails where the head is not where the transaction's beginning has put it: COMMIT may come right behind. */
    private String appendSql() {
        return "WITH entry AS (INSERT INTO " + tables.ledger() + " (" + EntryRow.COLUMNS + ") VALUES ("
                + EntryRow.PARAMETERS + ")), moved AS (UPDATE " + tables.head()
                + " SET hash = ? WHERE position = ? RETURNING 1) SELECT CASE WHEN count(*) = 1 THEN 0 ELSE ('" + MOVED
                + "' || count(*))::pg_catalog.int4 END FROM moved";
    }

    private void write(Connection connection, String sql, Entry entry) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int next = EntryRow.write(statement, entry);
            statement.setString(next, entry.hash());
            statement.setLong(next + 1, entry.position());
            statement.execute();
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains(MOVED)) {
                throw new FencedException(position);
            }
            throw e;
        }
    }

    /** The transaction of this entry is committed: it is the newest now. */
    public void committed(Entry entry) {
        position = entry.position();
        hash = entry.hash();
    }

    /** When the last entry's transaction began, as its entry has it: microseconds since 1970 on the server's clock. */
    public long lastWritten() {
        return at;
    }

    /** The entry of the transaction that began with {@link #fenceSql}, not written yet. */
    public Entry next(Draft draft) {
        Draft.Subject subject = draft.subject();
        Draft.@Nullable Statements statements = draft.statements();
        Draft.@Nullable Problem problem = draft.problem();
        @Nullable Duration duration = draft.duration();
        Entry unhashed = new Entry(
                position + 1,
                draft.event(),
                draft.direction(),
                // Identity is never rewritten: an escaped name would be another migration's, still pending.
                subject.owner(),
                subject.version(),
                storable(subject.description()),
                subject.phase(),
                subject.after(),
                subject.checksum(),
                statements == null ? null : statements.prefixChecksum(),
                statements == null ? null : statements.done(),
                statements == null ? null : statements.total(),
                writer.head(),
                storable(writer.release()),
                writer.run(),
                orEmpty(storable(writer.role())),
                orEmpty(storable(writer.host())),
                writer.toolVersion(),
                LedgerTables.FORMAT,
                writer.systemIdentifier(),
                at,
                duration == null ? null : duration.toNanos() / 1000,
                problem == null ? null : problem.sqlState(),
                problem == null ? null : storable(problem.message()),
                storable(draft.detail()),
                storable(draft.reason()),
                storable(draft.evidence()),
                hash,
                "");
        return unhashed.withHash(EntryHash.of(unhashed));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The text as the database can hold it: no NUL, and escapes for what its encoding lacks. */
    private @Nullable String storable(@Nullable String text) {
        if (text == null) {
            return null;
        }
        CharsetEncoder encoder = serverEncoding.newEncoder();
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            String character = Character.toString(c);
            if (c != 0 && encoder.canEncode(character)) {
                result.append(character);
            } else {
                result.append(String.format("\\u{%X}", c));
            }
        });
        return result.toString();
    }
}
