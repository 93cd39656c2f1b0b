package dev.bellows.sql;

import dev.bellows.sql.grammar.StringValues;
import dev.bellows.sql.grammar.SyntaxProblem;

/**
 * Unicode escapes, which the server's scanner looks into:
 * <a href="https://www.postgresql.org/docs/18/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-UESCAPE">4.1.2.2 and 4.1.2.3</a>.
 */
final class StringEscapes {
    private final String text;
    private final int end;
    private int position;
    private int highSurrogate = -1;

    private StringEscapes(String text, int start, int end) {
        this.text = text;
        this.position = start;
        this.end = end;
    }

    /** E'…' with its backslash, u and four digits, or U and eight. */
    static void check(String text, int start, int end) {
        int backslash = text.indexOf('\\', start);
        if (backslash >= 0 && backslash < end) {
            new StringEscapes(text, start, end).escapeString();
        }
    }

    /** U&'…' and U&"…" with their {@code \0061} and {@code \+000061}. */
    static void checkUnicode(String text, int start, int end, char escape) {
        new StringEscapes(text, start, end).unicode(escape);
    }

    /** The character that a UESCAPE names. */
    static char escapeCharacter(String text, int start, int end) {
        String value = StringValues.of(text.substring(start, end));
        if (value.length() != 1
                || "+'\"".contains(value)
                || isHexadecimal(value.charAt(0))
                || Ascii.isSpace(value.charAt(0))) {
            throw new SyntaxProblem(
                    start, "UESCAPE takes one character, which is no hexadecimal digit, plus sign, quote or blank.");
        }
        return value.charAt(0);
    }

    private void escapeString() {
        while (position < end) {
            if (text.charAt(position) != '\\') {
                plain();
                continue;
            }
            char letter = text.charAt(position + 1);
            if (letter == 'u') {
                codePoint(2, 4);
            } else if (letter == 'U') {
                codePoint(2, 8);
            } else {
                plain();
                position++;
            }
        }
    }

    private void unicode(char escape) {
        while (position < end) {
            if (text.charAt(position) != escape) {
                plain();
            } else if (position + 1 < end && text.charAt(position + 1) == escape) {
                plain();
                position++;
            } else if (position + 1 < end && text.charAt(position + 1) == '+') {
                codePoint(2, 6);
            } else {
                codePoint(1, 4);
            }
        }
    }

    private void plain() {
        if (highSurrogate >= 0) {
            throw halfOfAPair();
        }
        position++;
    }

    private void codePoint(int introduction, int digits) {
        int value = 0;
        for (int i = position + introduction; i < position + introduction + digits; i++) {
            if (i >= end || !isHexadecimal(text.charAt(i))) {
                throw new SyntaxProblem(position, "A Unicode escape has " + digits + " hexadecimal digits.");
            }
            value = value * 16 + Character.digit(text.charAt(i), 16);
        }
        if (value == 0 || !Character.isValidCodePoint(value)) {
            throw new SyntaxProblem(position, "There is no character with this number.");
        }
        surrogate(value);
        position += introduction + digits;
    }

    private void surrogate(int value) {
        boolean low = value >= Character.MIN_LOW_SURROGATE && value <= Character.MAX_LOW_SURROGATE;
        if (low != highSurrogate >= 0) {
            throw halfOfAPair();
        }
        boolean high = value >= Character.MIN_HIGH_SURROGATE && value <= Character.MAX_HIGH_SURROGATE;
        highSurrogate = high ? position : -1;
    }

    private SyntaxProblem halfOfAPair() {
        return new SyntaxProblem(
                highSurrogate >= 0 ? highSurrogate : position,
                "This is one half of a surrogate pair without the other.");
    }

    private static boolean isHexadecimal(char character) {
        return character < 128 && Character.digit(character, 16) >= 0;
    }
}
