package dev.bellows.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Breaks prose at blanks, so that a terminal need not break it within words. Colours take no room. */
public final class Wrapping {
    private static final String INDENT = "  ";

    /** What a person would type. */
    private static final Pattern COMMAND = Pattern.compile(": bellows [a-z]");

    private Wrapping() {}

    /**
     * The text in lines that fit, as far as its words do. A command to type is left whole: a person copies it.
     *
     * @param width 0 for no limit
     */
    public static List<String> of(String text, int width) {
        if (width == 0) {
            return List.of(text);
        }
        return text.lines()
                .flatMap(line -> COMMAND.matcher(line).find() ? Stream.of(line) : one(line, width).stream())
                .toList();
    }

    private static List<String> one(String line, int width) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        String indent = indent(line) + INDENT;
        while (Cells.shownWidth(rest) > width) {
            int at = lastBlank(rest, width, indent.length());
            if (at < 0) {
                break;
            }
            lines.add(rest.substring(0, at).stripTrailing());
            rest = indent + rest.substring(at).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static String indent(String line) {
        return " ".repeat(line.length() - line.stripLeading().length());
    }

    /** The last blank within the width and behind the indentation; −1 when there is none. */
    private static int lastBlank(String line, int width, int behind) {
        int found = -1;
        int used = 0;
        for (int i = 0; i < line.length() && used <= width; ) {
            int escape = Ink.escapeAt(line, i);
            if (escape > 0) {
                i += escape;
                continue;
            }
            int codePoint = line.codePointAt(i);
            if (codePoint == ' ' && i > behind) {
                found = i;
            }
            used += Cells.width(codePoint);
            i += Character.charCount(codePoint);
        }
        return found;
    }
}
