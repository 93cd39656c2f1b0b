package dev.bellows.cli.text;

/** How text lies on a terminal's grid, and how to make it safe there. */
public final class Cells {
    private Cells() {}

    /** How many columns the text takes. */
    static int width(String text) {
        return text.codePoints().map(Cells::width).sum();
    }

    /** Columns of a character: none for combining marks, two for East Asian wide ones and emoji. */
    static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = Character.isIdeographic(codePoint)
                || (codePoint >= 0x1100 && codePoint <= 0x115F)
                || (codePoint >= 0x2E80 && codePoint <= 0x303E)
                || (codePoint >= 0x3041 && codePoint <= 0x33FF)
                || (codePoint >= 0xA000 && codePoint <= 0xA4CF)
                || (codePoint >= 0xAC00 && codePoint <= 0xD7A3)
                || (codePoint >= 0xFE30 && codePoint <= 0xFE6F)
                || (codePoint >= 0xFF00 && codePoint <= 0xFF60)
                || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF);
        return wide ? 2 : 1;
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
        return text.codePoints()
                .map(c -> c == '\t' ? ' ' : steers(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The same for text of several lines. */
    public static String plainLines(String text) {
        return text.codePoints()
                .map(c -> c == '\n' || c == '\t' ? c : steers(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .replace("\t", "    ");
    }

    private static boolean steers(int c) {
        boolean turnsDirection = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        return Character.isISOControl(c) || turnsDirection;
    }
}
