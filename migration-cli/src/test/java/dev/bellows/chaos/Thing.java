package dev.bellows.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the first migration makes for contracts to take away: a table, or one of its columns.
 *
 * @param column empty for the whole table
 */
record Thing(String table, String column) {
    static final Thing NONE = new Thing("", "");

    /** How many rows each table has, and the one that is big. */
    static final int ROWS = 2000;

    private static final int BIG_ROWS = 20_000;

    /** The tables that stay, with columns that may go. */
    static final List<String> TABLES = List.of("t1", "t2", "t3");

    /** The server believes that it is too big for a copy in one transaction; nothing that would correct that looks at it. */
    private static final String BIG = "big";

    private static final String GONE_PARTITIONED = "gone_3";
    private static final String GONE_REFERRING = "gone_4";

    static List<Thing> all() {
        return List.of(
                new Thing("t1", "old_a"),
                new Thing("t1", "old_b"),
                new Thing("t2", "old_a"),
                new Thing("t2", "old_b"),
                new Thing("t3", "old_a"),
                new Thing("t3", "old_b"),
                new Thing(BIG, "old_a"),
                new Thing(BIG, "old_b"),
                new Thing("gone_1", ""),
                new Thing("gone_2", ""),
                new Thing(GONE_PARTITIONED, ""),
                new Thing(GONE_REFERRING, ""));
    }

    /** The statements that make all of them, and a partitioned table for others to add to. */
    static List<String> making() {
        return Stream.of(
                        table("t1", "", ROWS),
                        table("t2", "", ROWS),
                        table("t3", "", ROWS),
                        table(BIG, " WITH (autovacuum_enabled = off)", BIG_ROWS),
                        List.of("UPDATE pg_class SET reltuples = 1e9 WHERE oid = 'big'::regclass"),
                        new Thing("gone_1", "").back(),
                        new Thing("gone_2", "").back(),
                        new Thing(GONE_PARTITIONED, "").back(),
                        new Thing(GONE_REFERRING, "").back(),
                        List.of("CREATE TABLE parted (id bigint, at int NOT NULL, what text) PARTITION BY RANGE (at)"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> table(String name, String options, int rows) {
        return List.of(
                "CREATE TABLE " + name
                        + " (id bigint PRIMARY KEY, keep text NOT NULL, old_a text, old_b text, filled int)" + options,
                "INSERT INTO " + name + " SELECT i, 'row ' || i, 'a' || i, 'b' || i FROM generate_series(1, " + rows
                        + ") AS i");
    }

    boolean isTable() {
        return column.isEmpty();
    }

    /** What it is called in the names of migrations. */
    String kind() {
        return switch (table) {
            case BIG -> "big_column";
            case GONE_PARTITIONED -> "partitioned_table";
            case GONE_REFERRING -> "referring_table";
            default -> isTable() ? "plain_table" : "column";
        };
    }

    /** The statements that take it away. */
    List<String> drop() {
        if (!isTable()) {
            return List.of("ALTER TABLE " + table + " DROP COLUMN " + column);
        }
        String drop = "DROP TABLE " + table;
        return table.equals(GONE_REFERRING) ? List.of("DROP VIEW " + table + "_view", drop) : List.of(drop);
    }

    /** The statements that make it again. */
    List<String> back() {
        if (!isTable()) {
            return List.of("ALTER TABLE " + table + " ADD COLUMN " + column + " text");
        }
        return switch (table) {
            case GONE_PARTITIONED ->
                List.of(
                        "CREATE TABLE gone_3 (id bigint, what text) PARTITION BY HASH (id)",
                        part(0),
                        part(1),
                        "CREATE INDEX gone_3_id ON gone_3 (id)");
            case GONE_REFERRING ->
                List.of(
                        "CREATE TABLE gone_4 (id bigint REFERENCES t1 (id), what text)",
                        "CREATE INDEX gone_4_what ON gone_4 (what)",
                        "CREATE VIEW gone_4_view AS SELECT max(what) AS newest FROM gone_4");
            default -> List.of("CREATE TABLE " + table + " (id bigint, what text)");
        };
    }

    private static String part(int remainder) {
        return String.format(
                Locale.ROOT,
                "CREATE TABLE gone_3_%d PARTITION OF gone_3 FOR VALUES WITH (MODULUS 2, REMAINDER %d)",
                remainder,
                remainder);
    }

    /** What an instance asks that needs it. */
    String reading(int id) {
        return isTable()
                ? "SELECT max(what) FROM " + table
                : "SELECT " + column + " FROM " + table + " WHERE id = " + id;
    }

    /** What an instance changes that needs it. */
    String writing(int id) {
        return isTable()
                ? "INSERT INTO " + table + " VALUES (" + id + ", 'served')"
                : "UPDATE " + table + " SET " + column + " = 's' WHERE id = " + id;
    }
}
