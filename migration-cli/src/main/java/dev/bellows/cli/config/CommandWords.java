package dev.bellows.cli.config;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program and its arguments in one text: words with spaces between them. What stands between single or double quotes belongs to
 * its word as it is. Nothing else means anything, as no shell reads it.
 */
public final class CommandWords {
    private CommandWords() {}

    /**
     * The words of a text.
     *
     * @throws IllegalArgumentException when there are none, or a quote has no end
     */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                begun = true;
            } else if (begun) {
                words.add(word.toString());
                word.setLength(0);
                begun = false;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote (" + quote + ") has no end");
        }
        if (begun) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        return words;
    }

    /** The text of words; {@link #of} reads them again. */
    public static String joined(List<String> words) {
        return words.stream().map(CommandWords::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        boolean plain =
                !word.isEmpty() && word.chars().noneMatch(c -> Character.isWhitespace(c) || c == '\'' || c == '"');
        return plain ? word : "'" + word.replace("'", "'\"'\"'") + "'";
    }
}
