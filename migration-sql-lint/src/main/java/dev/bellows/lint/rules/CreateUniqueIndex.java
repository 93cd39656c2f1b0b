package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.IndexElement;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.stream.Collectors;

/** A unique index keeps duplicates out of a table that is written to. */
final class CreateUniqueIndex implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "create-unique-index", "A unique index is added to a table that is in use.", CONTRACT)
            .why("""
                    A unique index refuses duplicates as a constraint does, built `CONCURRENTLY` or not: writers are bound before
                    the build has ended. On rows that have duplicates PostgreSQL refuses it with `23505`, and a concurrent build
                    leaves an INVALID index that still binds writers.""")
            .who("The release that runs now, as soon as it writes a value twice: `23505`, *duplicate key value*.")
            .way("Remove the duplicates, ship a release that writes none, and then build it, as a contract.")
            .cost("A release between.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof CreateIndex index
                && index.unique()
                && !scope.unused(index.table().name())
                && !ofView(index, scope)
                && !alreadyThere(index, scope)
                && !empty(index, scope)) {
            String table = scope.text(index.table());
            String elements = index.elements().stream().map(scope::text).collect(Collectors.joining(", ", "(", ")"));
            findings.add(Hit.at(
                            index.place(),
                            "code that runs now and writes the same " + elements + " twice to " + table
                                    + " fails, and the build fails on duplicates that are there")
                    .way(Way.NONE
                            .then("see whether there are duplicates: SELECT "
                                    + elements.substring(1, elements.length() - 1)
                                    + ", count(*) FROM "
                                    + table + " GROUP BY " + elements.substring(1, elements.length() - 1)
                                    + " HAVING count(*) > 1")
                            .then("remove them, and release a version that writes none")
                            .contract(
                                    "alone in its migration, when nothing older runs",
                                    IndexNotConcurrent.concurrently(index, scope)))
                    .assuming(scope.assumed(index.table().name())));
        }
    }

    private static boolean alreadyThere(CreateIndex index, Scope scope) {
        return index.ifNotExists()
                && index.name() != null
                && scope.schema()
                        .index(scope.name(index.table().name())
                                .called(index.name().name()))
                        .isPresent();
    }

    /** Nobody writes to a materialized view. */
    private static boolean ofView(CreateIndex index, Scope scope) {
        return scope.schema().object(scope.name(index.table().name())).orElse(null) instanceof View;
    }

    /** Whether all rows have nulls there, which are never equal, and nobody writes anything else yet. */
    private static boolean empty(CreateIndex index, Scope scope) {
        return !index.nullsNotDistinct()
                && !index.elements().isEmpty()
                && index.elements().stream()
                        .allMatch(element -> neverWritten(element, index.table().name(), scope));
    }

    private static boolean neverWritten(IndexElement element, QualifiedName table, Scope scope) {
        if (!(element.expression() instanceof ColumnReference reference)) {
            return false;
        }
        String column = reference.name().name();
        return scope.unused(table, column)
                && scope.column(table, column)
                        .map(each -> each.defaultValue() == null)
                        .orElse(false);
    }
}
