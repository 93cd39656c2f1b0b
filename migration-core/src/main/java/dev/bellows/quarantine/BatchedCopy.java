package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of a copy that is too long for one transaction. Triggers note the keys of rows that change; batches copy the
 * values in the order of the key; then what was noted is copied again. Nobody but the runner writes to the copy, so neither it
 * nor the application ever waits for the other.
 */
public final class BatchedCopy {
    private static final String FUNCTION = "bellows_changed()";

    private final Column column;
    private final KeyOrder order;
    private final String schema;
    private final List<String> members;
    private final boolean begun;

    /**
     * A copy.
     *
     * @param members the table and its partitions, quoted where they must be
     * @param begun whether an earlier run made the tables and triggers
     */
    BatchedCopy(Column column, KeyOrder order, String schema, List<String> members, boolean begun) {
        this.column = column;
        this.order = order;
        this.schema = schema;
        this.members = List.copyOf(members);
        this.begun = begun;
    }

    /** The column, with its table; quoted where it must be. */
    public String object() {
        return column.object();
    }

    /** The schema where it is kept. */
    public String schema() {
        return schema;
    }

    /** The table's identity; its name may change while the copy goes on. */
    public long table() {
        return column.oid();
    }

    /** What it is called now, quoted where it must be. */
    public String tableName() {
        return column.table();
    }

    /** The column's number in it. */
    public int number() {
        return column.number();
    }

    /** How many rows there are to look at, as the server estimates; 0 when nobody has counted. */
    public long rows() {
        return column.rows();
    }

    /** Whether an earlier run has begun it. */
    public boolean begun() {
        return begun;
    }

    private String in(String name) {
        return Sql.quote(schema) + "." + name;
    }

    private String place() {
        return in(column.own());
    }

    private String last() {
        return in("bellows_last");
    }

    private String changed() {
        return in("bellows_changes");
    }

    private String progress() {
        return in("bellows_progress");
    }

    private String key() {
        return String.join(", ", column.key());
    }

    private String key(String row) {
        return column.key().stream().map(name -> row + "." + name).collect(Collectors.joining(", "));
    }

    private String value() {
        return column.name() + (column.asText() ? "::text" : "");
    }

    /** What makes the copy's tables and the triggers, in one transaction. */
    public List<String> begin() {
        List<String> sql = new ArrayList<>();
        String none = " FROM " + column.table() + " WITH NO DATA";
        sql.add("CREATE SCHEMA " + Sql.quote(schema));
        sql.add("CREATE TABLE " + place() + " AS SELECT " + key() + ", " + value()
                + (column.asText() ? " AS " + column.name() : "") + none);
        sql.add("ALTER TABLE " + place() + " ADD PRIMARY KEY (" + key() + ")");
        sql.add("CREATE TABLE " + changed() + " AS SELECT " + key() + none);
        sql.add("CREATE TABLE " + last() + " AS SELECT " + key() + none);
        sql.add("CREATE TABLE " + progress() + " AS SELECT 0::bigint AS rows, false AS whole, NULL::oid[] AS triggers");
        for (String table : List.of(changed(), last(), progress())) {
            // Of a table that is published, rows without an identity cannot be deleted.
            sql.add("ALTER TABLE " + table + " REPLICA IDENTITY FULL");
        }
        sql.add(function());
        sql.add("LOCK TABLE " + column.table() + " IN SHARE ROW EXCLUSIVE MODE");
        triggers(sql);
        sql.add("UPDATE " + progress() + " SET triggers = " + triggersNow());
        return sql;
    }

    /** Runs as who made it: the application's roles have no business in the schema. */
    private String function() {
        String same = "ROW(" + key("OLD") + ")::record OPERATOR(pg_catalog.*=) ROW(" + key("NEW") + ")::record";
        return "CREATE FUNCTION " + in(FUNCTION)
                + """
                 RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $changed$
                BEGIN
                    IF TG_OP = 'TRUNCATE' THEN
                        DELETE FROM {last};
                        UPDATE {progress} SET rows = 0, whole = false;
                        RETURN NULL;
                    END IF;
                    IF TG_OP = 'DELETE' THEN
                        INSERT INTO {changes} VALUES ({old});
                        RETURN NULL;
                    END IF;
                    INSERT INTO {changes} VALUES ({new});
                    IF TG_OP = 'UPDATE' AND NOT {same} THEN
                        INSERT INTO {changes} VALUES ({old});
                    END IF;
                    RETURN NULL;
                END $changed$""".replace("{last}", last())
                        .replace("{progress}", progress())
                        .replace("{changes}", changed())
                        .replace("{old}", key("OLD"))
                        .replace("{new}", key("NEW"))
                        .replace("{same}", same);
    }

    private void triggers(List<String> sql) {
        String execute = " EXECUTE FUNCTION " + in(FUNCTION);
        String rows = Sql.quote(schema);
        String updates = Sql.quote(schema + "_u");
        String truncates = Sql.quote(schema + "_t");
        sql.add("CREATE TRIGGER " + rows + " AFTER INSERT OR DELETE ON " + column.table() + " FOR EACH ROW" + execute);
        // Not UPDATE OF: that does not hear of what other triggers change.
        sql.add("CREATE TRIGGER " + updates + " AFTER UPDATE ON " + column.table() + " FOR EACH ROW WHEN (ROW("
                + key("OLD") + ", OLD." + column.name() + ")::record OPERATOR(pg_catalog.*<>) ROW(" + key("NEW")
                + ", NEW." + column.name() + ")::record)" + execute);
        for (String member : members) {
            sql.add("CREATE TRIGGER " + truncates + " AFTER TRUNCATE ON " + member + execute);
            // Replication's and restores' writes count too.
            for (String trigger : List.of(rows, updates, truncates)) {
                sql.add("ALTER TABLE ONLY " + member + " ENABLE ALWAYS TRIGGER " + trigger);
            }
        }
    }

    private String triggersNow() {
        return "(SELECT pg_catalog.array_agg(oid ORDER BY oid) FROM pg_catalog.pg_trigger WHERE tgfoid = "
                + Sql.literal(in(FUNCTION)) + "::pg_catalog.regprocedure AND tgenabled = 'A')";
    }

    /**
     * Copies the next rows, in a transaction of its own; says how many rows have been looked at by now, and whether that was
     * all.
     *
     * @param first whether nothing was copied yet
     */
    public String batch(boolean first, int rows) {
        return "WITH batch AS MATERIALIZED (SELECT " + key("t") + ", t." + column.name() + " FROM " + column.table()
                + " AS t" + (first ? "" : " WHERE " + order.after(column.key(), last())) + " ORDER BY " + key("t")
                + " LIMIT " + rows + "), copied AS (INSERT INTO " + place() + " (" + key() + ", " + column.name()
                + ") SELECT " + key() + ", " + value() + " FROM batch ON CONFLICT DO NOTHING), before AS (DELETE FROM "
                + last()
                + " WHERE EXISTS (SELECT FROM batch)), last AS (INSERT INTO " + last() + " SELECT " + key()
                + " FROM batch ORDER BY "
                + column.key().stream().map(name -> name + " DESC").collect(Collectors.joining(", "))
                + " LIMIT 1) UPDATE " + progress()
                + " SET rows = rows + (SELECT count(*) FROM batch), whole = (SELECT count(*) FROM batch) < " + rows
                // Somebody may have emptied the table just now: then it begins anew.
                + (first ? "" : " AND EXISTS (SELECT FROM " + last() + ")") + " RETURNING rows, whole";
    }

    /** What a copy holds from before its table was emptied; before the first batch. */
    public String empty() {
        return "TRUNCATE " + place();
    }

    /** Whether a batch was copied, how many rows that were, whether it was all. */
    public String standing() {
        return "SELECT EXISTS (SELECT FROM " + last() + "), rows, whole FROM " + progress();
    }

    /**
     * Copies again what has changed, without rows that are deleted by now, and says of how many changes.
     *
     * @param changes how many at most; null for all
     */
    public String again(@Nullable Integer changes) {
        return "WITH changed AS (DELETE FROM " + changed()
                + (changes == null
                        ? ""
                        : " WHERE ctid = ANY (ARRAY(SELECT ctid FROM " + changed() + " LIMIT " + changes + "))")
                + " RETURNING " + key() + "), keys AS (SELECT DISTINCT " + key()
                + " FROM changed), copied AS (INSERT INTO " + place() + " (" + key() + ", " + column.name()
                + ") SELECT " + key("k") + ", t." + value() + " FROM keys AS k JOIN " + column.table() + " AS t ON "
                + column.match() + " ON CONFLICT (" + key() + ") DO UPDATE SET " + column.name() + " = excluded."
                + column.name() + "), removed AS (DELETE FROM " + place() + " WHERE (" + key() + ") IN (SELECT "
                + key() + " FROM keys AS k WHERE NOT EXISTS (SELECT FROM " + column.table() + " AS t WHERE "
                + column.match() + "))) SELECT count(*) FROM changed";
    }

    /** How many changes were noted since they were last copied. */
    public String changes() {
        return "SELECT count(*) FROM " + changed();
    }

    /** Whether all is copied but what was noted, and nothing kept the triggers from noting it. */
    public String whole() {
        return "SELECT whole AND triggers IS NOT DISTINCT FROM " + triggersNow() + " FROM " + progress();
    }

    /** Whether its tables are there. */
    public String exists() {
        return "SELECT pg_catalog.to_regclass(" + Sql.literal(progress())
                + ") IS NOT NULL AND pg_catalog.to_regprocedure(" + Sql.literal(in(FUNCTION)) + ") IS NOT NULL";
    }

    /** Whether the triggers are as they were made. */
    public String sound() {
        return "SELECT triggers IS NOT DISTINCT FROM " + triggersNow() + " FROM " + progress();
    }

    /** What ends it, while its table is locked. */
    List<String> end() {
        return List.of(again(null), release(), "DROP TABLE " + String.join(", ", changed(), last(), progress()));
    }

    /** Takes the triggers off. */
    public String release() {
        return "DROP FUNCTION " + in(FUNCTION) + " CASCADE";
    }
}
