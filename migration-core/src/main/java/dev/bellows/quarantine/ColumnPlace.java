package dev.bellows.quarantine;

import java.util.List;

/**
 * Where a column was among those of its table.
 *
 * @param table the table's identity
 * @param number the column's in it; grows from the first to the last
 * @param following the columns after it, quoted where they must be
 */
public record ColumnPlace(long table, int number, List<String> following) {
    /** What a restore does not bring back where another column would be before it that was behind it. */
    public static final String COMES_LAST = "its place among the columns: it comes last";

    public ColumnPlace {
        following = List.copyOf(following);
    }
}
