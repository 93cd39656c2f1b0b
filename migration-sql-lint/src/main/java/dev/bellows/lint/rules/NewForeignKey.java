package dev.bellows.lint.rules;

import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.schema.Index;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Place;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A foreign key that is added to a table that somebody uses: whom it binds, and how it comes without harm. */
record NewForeignKey(AddedConstraint<ForeignKeyConstraint> added) {
    /** What happens to a row whose partner goes, where the partner can go at all. */
    private static final Set<String> LETS_GO = Set.of("CASCADE", "SET NULL", "SET DEFAULT");

    /** The first release that takes NOT VALID for a partitioned table. */
    private static final int NOT_VALID_OF_PARTITIONED = 18;

    private static final Pattern NOT_VALID = Pattern.compile("(?i)\\s+not\\s+valid\\b");

    Place place() {
        return added.constraint().place();
    }

    /** Those who write the column now. */
    boolean bindsWriters() {
        return !added.onlyNewColumns();
    }

    /** Those who delete the rows that it points to, or change what it points to. */
    boolean bindsDeleters() {
        @Nullable String onDelete = added.constraint().onDelete();
        boolean go = onDelete != null && LETS_GO.stream().anyMatch(onDelete.toUpperCase(Locale.ROOT)::startsWith);
        return !change().scope().unused(added.constraint().table()) && !go;
    }

    /** With a default, even that of NULL, every row looks up its partner. */
    boolean takesLong() {
        return added.takesLong()
                || (added.column() != null
                        && (TableChange.filled(added.column())
                                || added.column().constraints().stream()
                                        .anyMatch(DefaultConstraint.class::isInstance)));
    }

    private TableChange change() {
        return added.change();
    }

    private String referenced() {
        return change().scope().text(added.constraint().table());
    }

    String message() {
        String columns = change().table() + " " + added.columnList();
        String tables = change().resolved()
                        .equals(change().scope().name(added.constraint().table()))
                ? change().table()
                : change().table() + " or " + referenced();
        String waits = "nobody can write to " + tables + " while every row is looked up";
        String broken = bindsWriters()
                ? "code that runs now fails when it writes a value of " + columns + " that " + referenced()
                        + " does not have"
                        + (bindsDeleters() ? ", or deletes a row of " + referenced() + " that is pointed to" : "")
                : bindsDeleters()
                        ? "code that runs now and deletes from " + referenced() + " fails once " + columns
                                + " points to the row"
                        : "";
        if (takesLong()) {
            return broken.isEmpty() ? waits : broken + "; " + waits;
        }
        return broken.isEmpty() ? "both tables are locked at once: who writes to " + tables + " waits" : broken;
    }

    @Nullable
    String assumed() {
        @Nullable String table = change().assumed();
        return table != null
                ? table
                : change().scope().assumed(added.constraint().table());
    }

    Way way() {
        TableChange change = change();
        String name = added.name("fkey");
        String validate = " VALIDATE CONSTRAINT " + name + ";";
        String bind =
                " ADD CONSTRAINT " + name + " FOREIGN KEY " + added.columnList() + " " + references() + " NOT VALID;";
        Way way = indexed(column(Way.NONE));
        boolean each = change.partitioned() && change.scope().major() < NOT_VALID_OF_PARTITIONED;
        if (each) {
            return way.then(
                            "before PostgreSQL 18 a partitioned table takes no NOT VALID foreign key: add and validate it as"
                                    + " below on each partition, and then on " + change.table())
                    .contract("for each PARTITION", "ALTER TABLE PARTITION" + bind)
                    .expand("in another migration", "ALTER TABLE PARTITION" + validate);
        }
        Way bound = bindsWriters() || bindsDeleters()
                ? way.then("release a version that keeps both sides in order, and mend the rows")
                        .contract("bind writers when nothing older runs; rows are not read", change.alter() + bind)
                : way.expand("a short lock on both tables; rows are not read", change.alter() + bind);
        return bound.expand(
                "in another migration, so that nobody waits while rows are read", change.alter() + validate);
    }

    private Way column(Way before) {
        return added.column() == null
                ? before
                : before.expand(
                        "the column alone",
                        change().alter() + " ADD COLUMN "
                                + added.column().name().written()
                                + (added.column().type() == null
                                        ? ""
                                        : " "
                                                + change().scope()
                                                        .text(added.column().type()))
                                + ";");
    }

    private Way indexed(Way before) {
        String first = added.columns().isEmpty() ? "" : added.columns().get(0).name();
        List<Index> indexes = change().scope().schema().indexes(change().resolved());
        boolean there = indexes.stream()
                .anyMatch(index ->
                        !index.columns().isEmpty() && index.columns().get(0).equals(first));
        boolean whole =
                change().scope().table(change().name()).map(Table::whole).orElse(false);
        return there || !whole || change().partitioned()
                ? before
                : before.expand(
                        "alone in its migration: without an index each delete of a row of " + referenced()
                                + " reads all of " + change().table(),
                        "CREATE INDEX CONCURRENTLY ON " + change().table() + " " + added.columnList() + ";");
    }

    /** REFERENCES and what stands behind it. */
    private String references() {
        String text = change().scope().text(added.constraint());
        int at = text.toUpperCase(Locale.ROOT).indexOf("REFERENCES");
        return NOT_VALID.matcher(text.substring(Math.max(at, 0))).replaceAll("");
    }
}
