package dev.bellows.sql;

/**
 * Where a piece of text stands in its script.
 *
 * @param start the offset of the first character, in UTF-16 units from the start of the text (a byte order mark is not text)
 * @param end the offset after the last character
 * @param line the line of the first character, from 1
 * @param column the column of the first character, from 1, in code points
 */
public record Span(long start, long end, int line, int column) {
    public Span {
        if (start < 0 || end < start || line < 1 || column < 1) {
            throw new IllegalArgumentException("not a span: " + start + ".." + end + " at " + line + ":" + column);
        }
    }
}
