package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.DetachPartition;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Reindex;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Vacuum;
import org.jspecify.annotations.Nullable;

/** A statement that cannot run in a transaction, beside others that could. */
final class ConcurrentlyNotAlone implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "concurrently-not-alone", "A statement that no transaction can hold, beside others.", ADVICE, FAILS)
            .why("""
                    PostgreSQL runs the `CONCURRENTLY` forms, `VACUUM` and a few more only outside a transaction. One of them in a
                    file makes the whole file run outside one: each statement commits by itself. Inside a transaction that is
                    asked for, or inside a `DO` block, it fails with `25001`, *cannot run inside a transaction block*.""")
            .who("""
                    Whoever deploys: when one statement fails, those before it stay. The migration stands half-way until it is mended
                    and resumed, and code that waits for it does not start.""")
            .way("Give each such statement a migration of its own.")
            .cost("Another file.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        @Nullable String command = command(statement);
        if (command == null) {
            return;
        }
        Way way = Way.NONE.expand("alone in its migration", scope.text(statement) + ";");
        if (scope.inDo()) {
            findings.add(Hit.at(statement.place(), "PostgreSQL refuses " + command + " inside a DO block")
                    .being(FAILS)
                    .way(way));
        } else if (Boolean.TRUE.equals(scope.directives().transaction())) {
            findings.add(Hit.at(
                            statement.place(),
                            "PostgreSQL refuses " + command + " inside a transaction, which this file asks for")
                    .being(FAILS)
                    .way(way));
        } else if (scope.mixed()) {
            findings.add(Hit.at(
                            statement.place(),
                            command + " makes the whole file run outside a transaction: when a statement fails, those"
                                    + " before it stay, and the migration stands half-way")
                    .being(ADVICE)
                    .way(way));
        }
    }

    private static @Nullable String command(Statement statement) {
        if (statement instanceof CreateIndex index && index.concurrently()) {
            return "CREATE INDEX CONCURRENTLY";
        } else if (statement instanceof Drop drop && drop.concurrently()) {
            return "DROP INDEX CONCURRENTLY";
        } else if (statement instanceof Reindex reindex
                && (reindex.concurrently()
                        || !(reindex.kind().equals("INDEX") || reindex.kind().equals("TABLE")))) {
            return "REINDEX " + reindex.kind() + (reindex.concurrently() ? " CONCURRENTLY" : "");
        } else if (statement instanceof Vacuum vacuum && !vacuum.onlyAnalyze()) {
            return "VACUUM";
        } else if (statement instanceof AlterTable alter) {
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof DetachPartition detach && detach.concurrently()) {
                    return "DETACH PARTITION CONCURRENTLY";
                }
            }
        }
        return null;
    }
}
