package dev.bellows.cli.squash;

import dev.bellows.cli.connect.Scratch;
import java.util.ArrayList;
import java.util.List;

/** The rows that migrations have put into tables. */
public final class SeedRows {
    /** A baseline is read by people, and INSERTs are slow: what is more is data, and no part of a schema. */
    static final long MOST = 10_000;

    /** Tables of extensions come with those. */
    private static final String TABLES = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '%s')
                AND n.nspname !~ '^bellows_q_'
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
            ORDER BY 1""".replace("%s", Scratch.LEDGER_SCHEMA);

    private SeedRows() {}

    /** A table with rows. */
    public record Table(String name, long rows) {}

    /**
     * The tables that have rows.
     *
     * @param wanted whether they are to be a part of the baseline
     * @param folder of the migrations, for messages
     */
    static List<Table> of(Scratch scratch, boolean wanted, String folder) {
        refuseLargeObjects(scratch, folder);
        List<Table> found = new ArrayList<>();
        for (String table : scratch.strings(TABLES)) {
            long rows = Long.parseLong(
                    scratch.strings("SELECT count(*)::text FROM " + table).get(0));
            if (rows > 0) {
                found.add(new Table(table, rows));
            }
        }
        long all = found.stream().mapToLong(Table::rows).sum();
        if (wanted && all > MOST) {
            throw Squash.refused(
                    "squash-many-rows",
                    folder,
                    "its migrations make " + all + " rows, and a baseline holds at most " + MOST + ": " + named(found),
                    "leave the rows out, and load them otherwise: --no-rows");
        }
        return found;
    }

    private static void refuseLargeObjects(Scratch scratch, String folder) {
        String count = scratch.strings("SELECT count(*)::text FROM pg_catalog.pg_largeobject_metadata")
                .get(0);
        if (!count.equals("0")) {
            throw Squash.refused(
                    "squash-large-objects",
                    folder,
                    "its migrations make " + count + " large objects, which no baseline can hold",
                    "squash to a version before the migration that makes them");
        }
    }

    private static String named(List<Table> tables) {
        List<String> names = tables.stream()
                .map(table -> table.name() + " (" + table.rows() + ")")
                .toList();
        return String.join(", ", names);
    }
}
