package dev.bellows.sql;

/** Characters as the server's scanner classes them. It sees bytes: each above 127 belongs to a name. */
final class Ascii {
    private static final byte SPACE = 1;
    private static final byte DIGIT = 4;
    private static final byte LETTER = 8;
    private static final byte DOLLAR = 16;
    private static final byte[] CLASSES = classes();

    private Ascii() {}

    static boolean isSpace(int character) {
        return is(SPACE, character);
    }

    /** A carriage return ends a line comment and joins strings as a line feed does. */
    static boolean isNewline(int character) {
        return character == '\n' || character == '\r';
    }

    static boolean isDigit(int character) {
        return is(DIGIT, character);
    }

    static boolean isIdentifierStart(int character) {
        return character > 127 || is(LETTER, character);
    }

    static boolean isIdentifierPart(int character) {
        return character > 127 || is((byte) (LETTER | DIGIT | DOLLAR), character);
    }

    static boolean isDollarTagPart(int character) {
        return character > 127 || is((byte) (LETTER | DIGIT), character);
    }

    static void skipIdentifierPart(CharacterWindow window) {
        do {
            char[] characters = window.characters;
            int limit = window.limit;
            int position = window.position;
            while (position < limit && isIdentifierPart(characters[position])) {
                position++;
            }
            window.position = position;
        } while (window.position == window.limit && window.fill());
    }

    /** Whether this word, given in lower case, stands there in any case; letters of other alphabets never match. */
    static boolean startsWithWord(char[] characters, int from, int limit, String word) {
        if (limit - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (toLowerCase(characters[from + i]) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether this word, given in lower case, stands at that place of a text that is long enough. */
    static boolean isWord(String text, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (toLowerCase(text.charAt(from + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static char toLowerCase(char character) {
        return character >= 'A' && character <= 'Z' ? (char) (character + ('a' - 'A')) : character;
    }

    private static boolean is(byte wanted, int character) {
        return character >= 0 && character < 128 && (CLASSES[character] & wanted) != 0;
    }

    private static byte[] classes() {
        byte[] classes = new byte[128];
        for (char space : new char[] {' ', '\t', '\n', '\r', '\f', '\u000B'}) {
            classes[space] = SPACE;
        }
        for (char digit = '0'; digit <= '9'; digit++) {
            classes[digit] = DIGIT;
        }
        for (char letter = 'a'; letter <= 'z'; letter++) {
            classes[letter] = LETTER;
            classes[letter - 'a' + 'A'] = LETTER;
        }
        classes['_'] = LETTER;
        classes['$'] = DOLLAR;
        return classes;
    }
}
