package dev.bellows.sql.grammar;

/** What strings mean: without quotes, escapes and the gaps of those that go on over several lines. */
public final class StringValues {
    private StringValues() {}

    /** What a string means that is written like this. */
    public static String of(String written) {
        if (written.startsWith("$")) {
            int tag = written.indexOf('$', 1) + 1;
            return written.substring(tag, written.length() - tag);
        }
        StringBuilder value = new StringBuilder(written.length());
        boolean escapes = written.charAt(0) == 'e' || written.charAt(0) == 'E';
        for (int i = written.indexOf('\''); i < written.length(); i = nextPart(written, i)) {
            i = part(written, i + 1, escapes, value);
        }
        return value.toString();
    }

    /** Appends what stands before the closing quote and gives the place after that quote. */
    private static int part(String written, int from, boolean escapes, StringBuilder value) {
        int i = from;
        while (i < written.length()) {
            char character = written.charAt(i);
            if (character == '\'' && !written.startsWith("''", i)) {
                return i + 1;
            }
            if (character == '\'') {
                i++;
            } else if (character == '\\' && escapes && i + 1 < written.length()) {
                i++;
                character = escaped(written.charAt(i));
            }
            value.append(character);
            i++;
        }
        return i;
    }

    /** The escapes for blanks; numeric ones stay as they are, since nobody hides the words of a command in them. */
    private static char escaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'b' -> '\b';
            default -> letter;
        };
    }

    /** The quote that opens the next part; a comment in between may hold quotes. */
    private static int nextPart(String written, int from) {
        int i = from;
        while (i < written.length() && written.charAt(i) != '\'') {
            if (written.startsWith("--", i)) {
                while (written.charAt(i) != '\n' && written.charAt(i) != '\r') {
                    i++;
                }
            }
            i++;
        }
        return i;
    }
}
