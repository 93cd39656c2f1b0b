package dev.bellows.quarantine;

import dev.bellows.model.QuarantineWay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table or a column that a statement drops, and how it is kept.
 *
 * @param object the table or column with its schema, quoted where it must be
 * @param table the table, or the column's
 * @param schema where it waits; the one schema is for this object alone
 * @param place the relation there that holds it, or the column under its new name; quoted where it must be
 * @param before what runs before the statement, in order
 * @param instead whether the statement itself does not run
 * @param restore what brings it back, in order
 * @param lost what a restore does not bring back, each in a phrase
 * @param rows of the table, as the server estimates, until they are counted
 * @param counted whether they are
 * @param copy what copies it in batches before the statement's transaction; null where it is kept within that
 * @param column where the column was; null where it is none
 */
public record Keep(
        String object,
        String table,
        QuarantineWay way,
        String schema,
        String place,
        List<String> before,
        boolean instead,
        List<Mend> restore,
        List<String> lost,
        long rows,
        boolean counted,
        @Nullable BatchedCopy copy,
        @Nullable ColumnPlace column) {
    public Keep {
        before = List.copyOf(before);
        restore = List.copyOf(restore);
        lost = List.copyOf(lost);
    }

    /** Whether it is a column of which only text waits, as its type belongs to an extension; of people's own domain that waits too. */
    boolean asText() {
        return way == QuarantineWay.COPIED
                && before.stream().anyMatch(sql -> sql.contains("::text AS "))
                && before.stream().noneMatch(sql -> sql.contains(Stored.ITS_TYPE));
    }

    /** The same, and this afterwards. */
    Keep andThen(String sql) {
        List<String> more = new ArrayList<>(before);
        more.add(sql);
        return new Keep(object, table, way, schema, place, more, instead, restore, lost, rows, counted, copy, column);
    }

    /** The same, and this does not come back. */
    Keep losing(String what) {
        List<String> more = new ArrayList<>(lost);
        more.add(what);
        return new Keep(object, table, way, schema, place, before, instead, restore, more, rows, counted, copy, column);
    }

    /** The same, brought back by other statements. */
    Keep backBy(List<Mend> mends) {
        return new Keep(object, table, way, schema, place, before, instead, mends, lost, rows, counted, copy, column);
    }

    /** The same, and these bring back more, when it is back. */
    Keep andBack(List<Mend> mends) {
        List<Mend> more = new ArrayList<>(restore);
        more.addAll(mends);
        return backBy(more);
    }

    /** The same, with another number of rows. */
    public Keep withRows(long number, boolean areCounted) {
        return new Keep(
                object, table, way, schema, place, before, instead, restore, lost, number, areCounted, copy, column);
    }
}
