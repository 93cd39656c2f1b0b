package dev.bellows.sql.tree;

/**
 * Where a piece of a statement stands in the statement's text.
 *
 * @param start the offset of the first character, in UTF-16 units
 * @param end the offset after the last character
 */
public record Place(int start, int end) {
    public Place {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a place: " + start + ".." + end);
        }
    }
}
