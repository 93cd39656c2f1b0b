package dev.bellows.plan;

import dev.bellows.model.QuarantineWay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of what a statement drops, or comes back where it makes it again.
 *
 * @param statement its number in the script, from 1
 * @param object the table or column
 * @param back whether it comes back; otherwise it goes
 * @param place where it waits, then or now
 * @param sql what is executed before the statement, or after it for a column's values that come back
 * @param batches what copies it beforehand; null where it is kept by what is executed in the statement's transaction alone
 * @param instead whether the statement itself is not executed
 * @param lost what a restore does not bring back, each in a phrase
 */
public record Keeping(
        int statement,
        String object,
        QuarantineWay way,
        boolean back,
        String place,
        @Nullable Batches batches,
        List<String> sql,
        boolean instead,
        List<String> lost) {
    /**
     * A copy in batches, before the migration's gate is opened and its own transaction begins.
     *
     * @param begin what is executed first, in one short transaction; empty where an earlier run did
     * @param batch what copies the next rows, again and again until all are copied, each time in a transaction of its own
     * @param again likewise what copies again rows that have changed since
     * @param rows to be looked at, as the server estimates; 0 when nobody has counted
     */
    public record Batches(List<String> begin, String batch, String again, long rows) {
        public Batches {
            begin = List.copyOf(begin);
        }
    }

    public Keeping {
        sql = List.copyOf(sql);
        lost = List.copyOf(lost);
    }

    /** The same, and this does not come back either. */
    public Keeping losing(String what) {
        List<String> more = new ArrayList<>(lost);
        more.add(what);
        return new Keeping(statement, object, way, back, place, batches, sql, instead, more);
    }
}
