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
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.Phase;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateMaterializedView;
import dev.bellows.sql.tree.CreateSchema;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Explain;
import dev.bellows.sql.tree.LockTable;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Truncate;
import dev.bellows.sql.tree.ValidateConstraint;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Work, or another lock, while an earlier statement of the transaction holds a lock that stops others. */
final class HeldLock implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "held-lock", "A lock is held while another statement works or waits.", BLOCKS)
            .why("""
                    A lock is held until its transaction ends. What is an instant alone, such as `ADD COLUMN`, stops everybody for as
                    long as a later statement of the same transaction reads, builds or writes, or waits for a lock on another table.""")
            .who("""
                    Everybody who uses the table that was locked first; and two such transactions that lock the same tables in another
                    order end in a deadlock.""")
            .way("""
                    Give each of them a migration of its own: each is its own transaction. The first statement under a lock is named, and how
                    many follow it; an allowance there is for all of them.""")
            .cost("Another file, and a moment in which only the first one is done.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Explain
                || statement instanceof CreateSchema
                || statement instanceof DoBlock
                // These have a rule of their own, which sends them elsewhere anyway.
                || statement instanceof CreateIndex
                || statement instanceof LockTable
                || Rows.changes(statement)) {
            return;
        }
        if (scope.earlier().isEmpty()) {
            return;
        }
        boolean works = works(statement, scope);
        for (Earlier earlier : scope.earlier()) {
            if (!Rows.changes(earlier.statement())) {
                for (Map.Entry<ObjectName, LockMode> held : earlier.held().entrySet()) {
                    @Nullable
                    String message = dropped(earlier.statement(), held.getKey(), scope)
                            ? null
                            : message(statement, works, held, earlier, scope);
                    if (message != null) {
                        findings.add(Hit.at(statement.place(), message)
                                .way(way(statement, earlier, scope))
                                .once(held.getKey().toString()));
                        return;
                    }
                }
            }
        }
    }

    private static @Nullable String message(
            Statement statement, boolean works, Map.Entry<ObjectName, LockMode> held, Earlier earlier, Scope scope) {
        ObjectName table = held.getKey();
        LockMode mode = held.getValue();
        @Nullable LockMode own = scope.effect().locks().get(table);
        if (works && (own == null || own.compareTo(mode) < 0) && !validated(statement, table, scope)) {
            return whose(held, earlier) + " until this statement has done its work";
        }
        if (mode == LockMode.ACCESS_EXCLUSIVE) {
            for (ObjectName another : scope.held().keySet()) {
                if (!another.equals(table) && !lockedBefore(another, scope)) {
                    return whose(held, earlier) + " while this statement waits for its lock on " + another.name();
                }
            }
        }
        return null;
    }

    private static String whose(Map.Entry<ObjectName, LockMode> held, Earlier earlier) {
        LockMode mode = held.getValue();
        return "line " + earlier.line() + " has locked " + held.getKey().name() + " (" + mode.words() + "): "
                + (mode.stopsReaders() ? "nobody can read or write it" : "nobody can write to it");
    }

    /** Nobody misses a table that is gone. */
    private static boolean dropped(Statement statement, ObjectName table, Scope scope) {
        return statement instanceof Drop drop
                && drop.kind() == ObjectKind.TABLE
                && drop.objects().stream()
                        .anyMatch(object -> scope.name(Sql.named(object)).equals(table));
    }

    private static boolean lockedBefore(ObjectName name, Scope scope) {
        for (Earlier earlier : scope.earlier()) {
            if (earlier.held().containsKey(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it takes as long as tables in use are large. */
    private static boolean works(Statement statement, Scope scope) {
        if (statement instanceof Truncate) {
            return false;
        }
        if (statement instanceof CreateTableAs || statement instanceof CreateMaterializedView) {
            return inUse(scope.effect().locks().keySet(), scope);
        }
        return inUse(scope.effect().scans(), scope) || inUse(scope.effect().rewrites(), scope);
    }

    private static boolean inUse(Set<ObjectName> tables, Scope scope) {
        for (ObjectName table : tables) {
            if (!scope.unused(table)) {
                return true;
            }
        }
        return false;
    }

    /** A constraint that is added and validated in one transaction is a matter of its own. */
    private static boolean validated(Statement statement, ObjectName table, Scope scope) {
        if (!(statement instanceof AlterTable alter)) {
            return false;
        }
        ObjectName changed = scope.name(alter.relation().name());
        return alter.actions().stream()
                .anyMatch(action -> action instanceof ValidateConstraint validate
                        && scope.schema()
                                .table(changed)
                                .flatMap(each ->
                                        each.constraint(validate.constraint().name()))
                                .filter(each -> each.since() == scope.schema().migration())
                                .filter(each -> changed.equals(table) || table.equals(each.references()))
                                .isPresent());
    }

    private static Way way(Statement statement, Earlier earlier, Scope scope) {
        String what = "in a migration of its own, apart from line " + earlier.line();
        String sql = scope.text(statement) + ";";
        return scope.directives().phaseOrExpand() == Phase.CONTRACT
                ? Way.NONE.contract(what, sql)
                : Way.NONE.expand(what, sql);
    }
}
