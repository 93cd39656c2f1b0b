package dev.bellows.cli.lint;

import dev.bellows.sql.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A region while its lines are read. */
final class Marking {
    /** The first ones say what it is; of the rest only the last one is kept. */
    private static final int KEPT = 3;

    /** What is kept of a line, in UTF-16 units, and how much of it before the marked words. */
    private static final int LONGEST = 2000;

    private static final int BEFORE = 500;

    /** What is told from one place alone is about the word there: a comment, a word, a quoted name or string, a sign. */
    private static final Pattern WORD = Pattern.compile("--[^\\r\\n]*|[\\w$]+|\"[^\"]*\"|'[^']*'|\\S");

    private final Span span;
    private final List<Region.Line> lines = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private long end = -1;
    private int column;
    private int endLine;
    private int endColumn;

    Marking(Span span) {
        this.span = span;
        this.column = span.column();
        this.endLine = span.line();
        this.endColumn = span.column();
    }

    Span span() {
        return span;
    }

    /** Takes the next line; whether that was the last one. */
    boolean take(int number, long offset, String written) {
        String line = written.stripTrailing();
        int from = 0;
        if (number == span.line()) {
            from = begin(offset, written);
        }
        int to = (int) Math.min(Math.max(from, end - offset), line.length());
        boolean last = end <= offset + written.length();
        if (number > span.line()) {
            from = Math.min(indentation(line), to);
        }
        if (words.length() < LONGEST) {
            words.append(line, Math.min(from, line.length()), to).append(' ');
        }
        keep(new Line(number, line, from, to), last);
        if (to > from || number == span.line()) {
            endLine = number;
            endColumn = written.codePointCount(0, Math.max(from, to)) + 1;
        }
        return last;
    }

    private record Line(int number, String text, int from, int to) {}

    /** The index of the first marked character of the first line. */
    private int begin(long offset, String line) {
        int from = index(line, span.column());
        if (span.end() > span.start() && offset + from == span.start()) {
            end = span.end();
            return from;
        }
        // Only the place is known: what begins there is meant.
        Matcher word = WORD.matcher(line).region(from, line.length());
        if (word.find() && (word.start() == from || span.column() == 1)) {
            column = line.codePointCount(0, word.start()) + 1;
            end = offset + word.end();
            return word.start();
        }
        end = offset + from;
        return from;
    }

    private static int index(String line, int column) {
        return line.codePointCount(0, line.length()) < column ? line.length() : line.offsetByCodePoints(0, column - 1);
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    private void keep(Line line, boolean last) {
        if (lines.size() < KEPT) {
            lines.add(shown(line));
        } else if (last && line.to() > line.from()) {
            lines.add(shown(line));
        }
    }

    private static Region.Line shown(Line line) {
        String text = Passwords.masked(line.text());
        int first = line.from() > BEFORE ? atCharacter(text, line.from() - BEFORE) : 0;
        int last = text.length() - first > LONGEST ? atCharacter(text, first + LONGEST) : text.length();
        return new Region.Line(
                line.number(),
                text.substring(first, last),
                text.codePointCount(0, first),
                text.codePointCount(0, Math.min(line.from(), text.length())) + 1,
                text.codePointCount(0, line.to()) + 1);
    }

    /** Not within a character of two units. */
    private static int atCharacter(String text, int index) {
        return Character.isLowSurrogate(text.charAt(index)) ? index + 1 : index;
    }

    Region region() {
        List<Region.Line> marked = lines.stream()
                .filter(line -> line.number() == span.line() || line.to() > line.from())
                .toList();
        return new Region(
                span.line(),
                column,
                endLine,
                endColumn,
                marked,
                words.toString().strip().replaceAll("\\s+", " "));
    }
}
