package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Update;
import java.util.EnumSet;

/** UPDATE and DELETE of every row. */
final class ChangeWithoutWhere implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "change-without-where",
                    "Every row of a table is changed or deleted by one statement.",
                    BLOCKS,
                    LOSES)
            .why("""
                    One statement over all rows locks each of them until its transaction ends, writes a second version of the whole table
                    and as much WAL, and keeps vacuum from cleaning up anywhere in the database. Interrupted, it has done nothing.""")
            .who("""
                    Everybody who changes a row of the table waits until the end, minutes for a large one; replicas fall behind. What
                    `DELETE` removes is gone.""")
            .way("Change a few thousand rows at a time, each batch in a transaction of its own.")
            .cost("It takes longer, and code meets old and new rows meanwhile.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Update update && !update.currentOf() && Rows.trivial(update.where())) {
            QualifiedName table = update.table().name();
            // With a lock held, another rule says the worse of it.
            if (!scope.unused(table) && BackfillWithDdl.locked(scope).isEmpty()) {
                findings.add(Hit.at(
                                update.place(),
                                "nobody can change a row of " + scope.text(table) + " until all of them are written")
                        .being(BLOCKS)
                        .way(Way.NONE.expand("in batches", Batches.update(scope, update)))
                        .assuming(scope.assumed(table)));
            }
        } else if (statement instanceof Delete delete && !delete.currentOf() && Rows.trivial(delete.where())) {
            QualifiedName table = delete.table().name();
            if (!scope.unused(table)) {
                findings.add(Hit.at(
                                delete.place(),
                                "every row of " + scope.text(table)
                                        + " goes, and nobody can change one until all are gone")
                        .being(BackfillWithDdl.locked(scope).isEmpty() ? EnumSet.of(BLOCKS, LOSES) : EnumSet.of(LOSES))
                        .way(Way.NONE
                                .then("when no code needs the rows, and a copy is kept of what may be asked for")
                                .expand("in batches", Batches.delete(scope, table, "")))
                        .assuming(scope.assumed(table)));
            }
        }
    }
}
