package dev.bellows.cli.lint;

import dev.bellows.sql.Span;
import java.util.List;

/**
 * Where a finding stands in its file, and what stands there.
 *
 * @param line of the first character, from 1
 * @param column of the first character, from 1, in code points
 * @param endLine of the character after the last one
 * @param endColumn of the character after the last one, from 1, in code points
 * @param lines the first of the lines that it covers, and the last one; none for what is about the whole file
 * @param words what is marked, its blanks made one
 */
public record Region(int line, int column, int endLine, int endColumn, List<Line> lines, String words) {
    /**
     * A line of the file, or the part of a very long one that is marked.
     *
     * @param cut how many code points of its beginning are left out
     * @param from the first marked column, from 1, in code points of the whole line
     * @param to the column after the last marked one
     */
    public record Line(int number, String text, int cut, int from, int to) {}

    public Region {
        lines = List.copyOf(lines);
    }

    /** A place that nothing is to be shown of: it is about the whole file, or the file cannot be read. */
    static Region at(Span span) {
        return new Region(span.line(), span.column(), span.line(), span.column(), List.of(), "");
    }
}
