package dev.bellows.sql.grammar;

import java.util.HexFormat;

/** Names as PostgreSQL understands them. */
public final class Names {
    /** NAMEDATALEN - 1; the database's encoding is taken to be UTF-8. */
    private static final int LONGEST = 63;

    private Names() {}

    /** A name without quotes. */
    public static String unquoted(String written) {
        return cut(lowerCase(written));
    }

    /** A name in double quotes. */
    public static String quoted(String written) {
        return cut(withoutQuotes(written, 1));
    }

    /** A name such as U&"…". */
    public static String unicode(String written, char escape) {
        return cut(unescape(withoutQuotes(written, 3), escape));
    }

    /** Only letters of ASCII, as the server does in a database whose encoding has several bytes. */
    public static String lowerCase(String written) {
        char[] characters = written.toCharArray();
        for (int i = 0; i < characters.length; i++) {
            char character = characters[i];
            if (character >= 'A' && character <= 'Z') {
                characters[i] = (char) (character + ('a' - 'A'));
            }
        }
        return new String(characters);
    }

    private static String withoutQuotes(String written, int opening) {
        return written.substring(opening, written.length() - 1).replace("\"\"", "\"");
    }

    /** {@code \0061} and {@code \+000061}; what is malformed stays, and the server will complain. */
    static String unescape(String text, char escape) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int length = escapeLength(text, i, escape);
            if (length == 0) {
                plain.append(text.charAt(i));
                i++;
            } else if (length == 2) {
                plain.append(escape);
                i += 2;
            } else {
                plain.appendCodePoint(HexFormat.fromHexDigits(text, i + (length == 5 ? 1 : 2), i + length));
                i += length;
            }
        }
        return plain.toString();
    }

    private static int escapeLength(String text, int at, char escape) {
        if (text.charAt(at) != escape || at + 1 == text.length()) {
            return 0;
        }
        if (text.charAt(at + 1) == escape) {
            return 2;
        }
        if (text.charAt(at + 1) == '+') {
            boolean codePoint = areHexadecimal(text, at + 2, 6)
                    && Character.isValidCodePoint(HexFormat.fromHexDigits(text, at + 2, at + 8));
            return codePoint ? 8 : 0;
        }
        return areHexadecimal(text, at + 1, 4) ? 5 : 0;
    }

    private static boolean areHexadecimal(String text, int from, int count) {
        return from + count <= text.length()
                && text.substring(from, from + count).chars().allMatch(HexFormat::isHexDigit);
    }

    /** What is longer is cut, with a notice, by the server too; never in the middle of a character. */
    private static String cut(String name) {
        int bytes = 0;
        for (int i = 0; i < name.length(); ) {
            int character = name.codePointAt(i);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > LONGEST) {
                return name.substring(0, i);
            }
            i += Character.charCount(character);
        }
        return name;
    }
}
