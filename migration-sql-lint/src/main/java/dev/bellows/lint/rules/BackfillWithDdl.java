package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;

import dev.bellows.effect.LockMode;
import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Scope.Earlier;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.sql.tree.Explain;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Update;
import java.util.Collection;
import java.util.Optional;

/** Many rows are changed in a transaction that also locks a table against others. */
final class BackfillWithDdl implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "backfill-with-ddl", "Many rows are changed in one transaction with a strong lock.", BLOCKS)
            .why("""
                    A lock is held until its transaction ends. An `ALTER TABLE` before a backfill stops everybody until the last row is
                    written; one behind it waits with all those row locks held, and Bellows, which takes the locks of a
                    transaction up front, holds its lock all the time too.""")
            .who("Everybody who uses the table that is locked, for as long as the rows take.")
            .way("Three migrations: what changes the table, the backfill in batches, what relies on it.")
            .cost("More files, and code that meets rows that are not filled yet.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Explain || statement instanceof DoBlock) {
            return;
        }
        if (Rows.changes(statement)) {
            // Whether a lock is held is seen at once; how many rows it is, only after a search.
            Optional<Earlier> locked = locked(scope);
            if (locked.isPresent() && Rows.many(statement, scope)) {
                findings.add(hit(statement, locked.get(), scope));
            }
        } else if (!scope.held().isEmpty() && locked(scope).isEmpty()) {
            filled(scope)
                    .ifPresent(earlier -> findings.add(Hit.at(
                                    statement.place(),
                                    "line " + earlier.line()
                                            + " changes many rows in this transaction, and all that time nobody can "
                                            + verb(scope.held().values()) + " "
                                            + scope.held()
                                                    .keySet()
                                                    .iterator()
                                                    .next()
                                                    .name())
                            .way(Way.NONE
                                    .then("first the rows of line " + earlier.line()
                                            + ", in batches, each its own transaction")
                                    .expand("then in a migration of its own", scope.text(statement) + ";"))));
        }
    }

    /** The first statement whose lock is held. */
    static Optional<Earlier> locked(Scope scope) {
        for (Earlier earlier : scope.earlier()) {
            if (!earlier.held().isEmpty() && !Rows.changes(earlier.statement())) {
                return Optional.of(earlier);
            }
        }
        return Optional.empty();
    }

    /** The first statement that changed many rows of tables in use. */
    private static Optional<Earlier> filled(Scope scope) {
        for (Earlier earlier : scope.earlier()) {
            if (Rows.changes(earlier.statement())
                    && !earlier.inUse().isEmpty()
                    && Rows.many(earlier.statement(), scope)) {
                return Optional.of(earlier);
            }
        }
        return Optional.empty();
    }

    private static Hit hit(Statement statement, Earlier earlier, Scope scope) {
        String held = earlier.held().keySet().iterator().next().name();
        QualifiedName table = Rows.table(statement);
        return Hit.at(
                        statement.place(),
                        "line " + earlier.line() + " has locked " + held + ": nobody can "
                                + verb(earlier.held().values()) + " it until all these rows of " + scope.text(table)
                                + " are written")
                .way(Way.NONE
                        .then("leave line " + earlier.line() + " in its migration, without this")
                        .expand(
                                "in a migration of its own, in batches of some thousand rows",
                                batches(statement, scope)))
                .assuming(scope.assumed(table));
    }

    private static String verb(Collection<LockMode> modes) {
        return modes.stream().anyMatch(LockMode::stopsReaders) ? "read or write" : "write to";
    }

    private static String batches(Statement statement, Scope scope) {
        if (statement instanceof Update update) {
            return Batches.update(scope, update);
        } else if (statement instanceof Delete delete && delete.using().isEmpty()) {
            return Batches.delete(
                    scope, delete.table().name(), delete.where() == null ? "" : scope.text(delete.where()));
        }
        return "-- bellows:transaction off\n-- for one range of keys after the other:\n" + scope.text(statement) + ";";
    }
}
