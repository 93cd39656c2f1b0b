package dev.bellows.lint.fix;

import java.util.Map;
import java.util.TreeMap;

/** A file's text, and what is to be changed in it. */
final class Edits {
    private final String text;
    private final TreeMap<Integer, Edit> edits = new TreeMap<>();

    private record Edit(int end, String replacement) {}

    Edits(String text) {
        this.text = text;
    }

    /** Puts something in the place of what stands there. */
    void replace(int start, int end, String replacement) {
        edits.put(start, new Edit(end, replacement));
    }

    /** Takes a statement away, with its semicolon and, where it has its lines for itself, with these. */
    void remove(int start, int end) {
        int behind = behindSemicolon(end);
        int lineEnd = text.indexOf('\n', behind);
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        boolean alone = text.substring(lineStart, start).isBlank()
                && text.substring(behind, lineEnd < 0 ? text.length() : lineEnd).isBlank();
        if (alone) {
            replace(lineStart, lineEnd < 0 ? text.length() : lineEnd + 1, "");
        } else {
            replace(start, behind, "");
        }
    }

    private int behindSemicolon(int end) {
        int at = end;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && text.charAt(at) == ';' ? at + 1 : end;
    }

    boolean isEmpty() {
        return edits.isEmpty();
    }

    /** The text with all changes. */
    String applied() {
        StringBuilder changed = new StringBuilder(text);
        for (Map.Entry<Integer, Edit> edit : edits.descendingMap().entrySet()) {
            changed.replace(
                    edit.getKey(), edit.getValue().end(), edit.getValue().replacement());
        }
        return changed.toString();
    }
}
