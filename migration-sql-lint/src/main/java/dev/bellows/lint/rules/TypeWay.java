package dev.bellows.lint.rules;

import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.DataType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a column gets another type while releases of both kinds run: by a second column.
 *
 * @param from the type until now; null where the folder does not tell
 * @param zones whether it is between timestamps with and without a time zone
 */
record TypeWay(
        TableChange change, AlterColumnType type, @Nullable DataType from, boolean zones) {
    /** Types whose values PostgreSQL cannot compare. */
    private static final Set<String> INCOMPARABLE = Set.of("json", "xml", "point");

    /** The trigger's name, the old column and the new one, what makes them comparable, and where zones are told. */
    private static final Template FUNCTION = new Template("""
            CREATE FUNCTION $1() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF NEW.$3$4 IS DISTINCT FROM OLD.$3$4 THEN
                    NEW.$2 := NEW.$3$5;
                ELSE
                    NEW.$3 := NEW.$2$5;
                END IF;
                RETURN NEW;
            END
            $$;""");

    Way steps() {
        String table = change.table();
        String old = type.column().written();
        String fresh = Sql.join(type.column().name(), "new");
        String sync = Sql.join(change.name().name(), type.column().name(), "sync");
        String to = change.scope().text(type.type());
        String beside = "a second column, and a trigger that keeps both in step whichever of them is written"
                + (type.using() == null ? "" : "; compute it there as your USING does");
        String made = change.alter() + " ADD COLUMN " + fresh + " " + to + ";\n" + function(sync, old, fresh)
                + "\n-- bellows:allow create-trigger keeps " + old + " and " + fresh + " in step\n"
                + "CREATE TRIGGER " + sync + " BEFORE INSERT OR UPDATE ON " + table + " FOR EACH ROW EXECUTE FUNCTION "
                + sync + "();";
        Way start = WiderTypes.holds(from, type.type())
                ? Way.NONE.expand(beside, made)
                : Way.NONE
                        .then("release a version that writes to " + old + " only what " + to
                                + " can hold, and mend the rows: the trigger fails on anything else")
                        .contract(beside, made);
        return start.then("fill it in batches of a few thousand rows, each in a transaction of its own: UPDATE " + table
                        + " SET "
                        + old + " = " + old + " WHERE " + fresh + " IS NULL AND " + old
                        + " IS NOT NULL AND …; build the"
                        + " indexes and constraints of " + old + " for " + fresh)
                .then("release a version that reads and writes " + fresh + ", with values that " + old
                        + " can hold too")
                .contract(
                        "when nothing older runs",
                        "DROP TRIGGER " + sync + " ON " + table + ";\nDROP FUNCTION " + sync + "();\n" + change.alter()
                                + " DROP COLUMN " + old + ";");
    }

    private String function(String name, String old, String fresh) {
        String compared = INCOMPARABLE.contains(type.type().name()) ? "::text" : "";
        // What a value without a time zone means must not hang on who writes it.
        String zone = zones ? " AT TIME ZONE 'UTC'" : "";
        return FUNCTION.with(name, old, fresh, compared, zone);
    }
}
