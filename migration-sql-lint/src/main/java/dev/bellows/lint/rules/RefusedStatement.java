package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.REJECTED;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.TransactionUse;
import dev.bellows.sql.TransactionUse.Refused.Reason;
import dev.bellows.sql.tree.Statement;

/** What would take the transaction or the lock out of the engine's hands. */
final class RefusedStatement implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "transaction-control", "A statement takes the transaction or the lock from the engine.", REJECTED)
            .why("""
                    Bellows begins and ends the transactions, so that a migration and its entry in the ledger commit together, and
                    holds an advisory lock, so that no other runner is at work. `BEGIN`, `COMMIT` and `ROLLBACK` end the former,
                    `DISCARD ALL` and `pg_advisory_unlock` the latter; `SET TRANSACTION` and
                    `standard_conforming_strings` change how everything behind them is run or read.""")
            .who("Whoever deploys: Bellows refuses the file before anything runs.")
            .way("""
                    Leave it out: a file is one transaction already. What must not be in one stands in a file of its own, with
                    `-- bellows:transaction off` where PostgreSQL does not demand it anyway.""")
            .cost("None.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!scope.inDo()
                && scope.use() instanceof TransactionUse.Refused refused
                && scope.before(statement.place()).isBlank()) {
            findings.add(
                    statement.place(),
                    refused.command() + " " + why(refused.reason()),
                    Way.NONE.then(way(refused.reason())));
        }
    }

    private static String why(Reason reason) {
        return switch (reason) {
            case ENDS_THE_TRANSACTION -> "takes the transaction out of the engine's hands, and it refuses the file";
            case LOSES_THE_LOCK ->
                "can release the lock that keeps other runners away, and the engine refuses the file";
            case CHANGES_THE_TRANSACTION ->
                "changes the transaction that the engine has set up, and it refuses the file";
            case CHANGES_THE_STRINGS -> "makes the server read strings by other rules, and the engine refuses the file";
        };
    }

    private static String way(Reason reason) {
        return switch (reason) {
            case ENDS_THE_TRANSACTION ->
                "leave it out: a file is one transaction; or write -- bellows:transaction off, and each statement is";
            case LOSES_THE_LOCK -> "leave it out, or reset by name what must be reset";
            case CHANGES_THE_TRANSACTION -> "leave it out: migrations run READ COMMITTED and read-write";
            case CHANGES_THE_STRINGS -> "leave it out, and write backslashes in E'' strings";
        };
    }
}
