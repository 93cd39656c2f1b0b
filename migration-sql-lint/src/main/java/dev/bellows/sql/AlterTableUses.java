package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.DetachConcurrently;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.DetachPartition;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Option;
import dev.bellows.sql.tree.SetParameters;
import dev.bellows.sql.tree.SetStatistics;
import dev.bellows.sql.tree.ValidateConstraint;

/**
 * ALTER TABLE. Which actions need less than ACCESS EXCLUSIVE is told on
 * <a href="https://www.postgresql.org/docs/18/sql-altertable.html">its page</a>.
 */
final class AlterTableUses {
    private AlterTableUses() {}

    static TransactionUse of(AlterTable statement) {
        if (statement.kind() != ObjectKind.TABLE) {
            return TransactionUses.STRONG;
        }
        AlterTableAction first = statement.actions().get(0);
        if (first instanceof DetachPartition detach && detach.concurrently()) {
            return new DetachConcurrently(Name.of(statement.relation().name()), Name.of(detach.partition()));
        }
        return statement.actions().stream().allMatch(AlterTableUses::isWeak)
                ? TransactionUses.WEAK
                : TransactionUses.STRONG;
    }

    /** Whether an action needs no more than SHARE UPDATE EXCLUSIVE. */
    private static boolean isWeak(AlterTableAction action) {
        return action instanceof ValidateConstraint
                || action instanceof SetStatistics
                || (action instanceof SetParameters set
                        && set.parameters().stream().map(Option::name).allMatch(AlterTableUses::isWeakParameter));
    }

    /** "fillfactor, toast and autovacuum storage parameters, as well as the planner parameter parallel_workers". */
    private static boolean isWeakParameter(String name) {
        String plain = name.startsWith("toast.") ? name.substring("toast.".length()) : name;
        return switch (plain) {
            case "fillfactor", "toast_tuple_target", "parallel_workers", "log_autovacuum_min_duration" -> true;
            default -> plain.startsWith("autovacuum_") || plain.startsWith("vacuum_");
        };
    }
}
