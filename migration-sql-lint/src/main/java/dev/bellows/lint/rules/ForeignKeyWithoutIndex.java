package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Statement;
import java.util.List;

/** A foreign key whose columns no index begins with. */
final class ForeignKeyWithoutIndex implements Rule {
    private static final RuleInfo INFO = RuleInfo.style("foreign-key-without-index", "A foreign key without an index.")
            .why("""
                    PostgreSQL makes no index for the referencing side. Whenever a row of the referenced table is deleted or its key changes, it
                    looks for rows that point to it: without an index it reads the whole table, for each such row.""")
            .who("Whoever deletes from the referenced table, and whoever joins the two.")
            .way("Build an index that begins with the columns of the key.")
            .cost("The index.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (Definitions.Demanded each : Definitions.constraints(statement)) {
            if (each.constraint() instanceof ForeignKeyConstraint key) {
                String columns = String.join(", ", each.columns());
                String name = scope.text(each.table());
                findings.add(
                        Hit.at(
                                        key.place(),
                                        "no index of " + name + " begins with " + columns + ": each delete in "
                                                + scope.text(key.table()) + " reads all of it")
                                .way(Way.NONE.expand(
                                        "alone in its migration",
                                        "CREATE INDEX CONCURRENTLY "
                                                + Sql.join(
                                                        each.table().name(),
                                                        each.columns().get(0),
                                                        "idx") + " ON " + name + " (" + columns + ");")),
                        schema -> indexed(schema, schema.resolve(each.table()), each.columns()));
            }
        }
    }

    /** In any order: an index that begins with all columns of the key serves it. */
    private static boolean indexed(Schema schema, ObjectName table, List<String> columns) {
        return schema.table(table).isEmpty()
                || schema.indexes(table).stream()
                        .anyMatch(index -> !index.partial()
                                && index.columns().size() >= columns.size()
                                && index.columns().subList(0, columns.size()).containsAll(columns));
    }
}
