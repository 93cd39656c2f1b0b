package dev.bellows.cli.text;

import org.jline.utils.WCWidth;

/** How text lies on a terminal's grid, and how to make it safe there. */
public final class Cells {
    private Cells() {}

    /** How many columns the text takes. */
    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    /** Columns of a character: none for combining marks, two for East Asian wide ones and emoji. */
    static int width(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return 1;
        }
        // Control characters have none of their own; a line feed is nobody's column.
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** How many columns a text takes that may hold colours. */
    static int shownWidth(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int escape = Ink.escapeAt(text, i);
            if (escape > 0) {
                i += escape;
            } else {
                width += width(text.codePointAt(i));
                i += Character.charCount(text.codePointAt(i));
            }
        }
        return width;
    }

    /** The text with spaces up to a width. */
    static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /** The text if it fits, else its beginning with {@code …}. */
    static String fit(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder fitting = new StringBuilder();
        int used = 1;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            used += width(codePoint);
            if (used > width) {
                break;
            }
            fitting.appendCodePoint(codePoint);
            i += Character.charCount(codePoint);
        }
        return fitting.append('…').toString();
    }

    /** The text in one line, without characters that could steer a terminal; one character stays one. */
    static String plain(String text) {
        if (isPlain(text)) {
            return text;
        }
        return text.codePoints()
                .map(c -> c == '\t' ? ' ' : steers(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same for text of several lines. */
    public static String plainLines(String text) {
        if (isPlain(text)) {
            return text;
        }
        return text.codePoints()
                .map(c -> c == '\n' || c == '\t' ? c : steers(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace("\t", "    ");
    }

    /** Whether each character is one of printable ASCII, as in nearly all text, and takes one column. */
    static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    private static boolean steers(int c) {
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        boolean breaksLine = c == '\u2028' || c == '\u2029';
        return Character.isISOControl(c) || turnsDirection || breaksLine;
    }
}
