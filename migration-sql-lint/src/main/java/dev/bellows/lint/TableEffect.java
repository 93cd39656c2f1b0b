package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.effect.Prediction;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.ExcludeConstraint;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Reindex;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a statement does to one table or view that others use.
 *
 * @param lock the lock that it takes there
 * @param work what it does while it holds that lock
 */
public record TableEffect(ObjectName table, LockMode lock, Work work) {
    /** What takes as long as the table is large. */
    public enum Work {
        /** Nothing of the kind. */
        NONE,
        /** Every row is read. */
        READS,
        /** Every row is read, for an index that is built. */
        BUILDS,
        /** The table is written anew, with its indexes. */
        REWRITES
    }

    /** The locks of a statement that somebody may wait for, in the order of the names. */
    static List<TableEffect> of(Statement statement, Prediction effect, Schema schema) {
        List<TableEffect> effects = new ArrayList<>();
        for (Map.Entry<ObjectName, LockMode> lock : effect.locks().entrySet()) {
            ObjectName table = lock.getKey();
            if (lock.getValue().compareTo(LockMode.SHARE_UPDATE_EXCLUSIVE) >= 0 && !schema.fresh(table)) {
                effects.add(new TableEffect(table, lock.getValue(), work(statement, effect, table)));
            }
        }
        return effects;
    }

    private static Work work(Statement statement, Prediction effect, ObjectName table) {
        if (effect.rewrites().contains(table)) {
            return Work.REWRITES;
        }
        if (!effect.scans().contains(table)) {
            return Work.NONE;
        }
        return builds(statement) ? Work.BUILDS : Work.READS;
    }

    private static boolean builds(Statement statement) {
        return statement instanceof CreateIndex
                || statement instanceof Reindex
                || !Nodes.inside(statement, KeyConstraint.class).isEmpty()
                || !Nodes.inside(statement, ExcludeConstraint.class).isEmpty();
    }

    /** In a line for people: {@code SHARE on orders, which stops writers, while every row is read}. */
    public String words() {
        return lock.words() + " on " + table.written() + ", " + stopped() + during();
    }

    private String stopped() {
        return lock.stopsReaders()
                ? "which stops readers and writers"
                : lock.stopsWriters() ? "which stops writers" : "which stops neither readers nor writers";
    }

    private String during() {
        return switch (work) {
            case NONE -> "";
            case READS, BUILDS -> ", while every row is read";
            case REWRITES -> ", while the table is written anew";
        };
    }
}
