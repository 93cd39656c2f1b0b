package dev.bellows.cli.text;

/** Colours, or none. They repeat what the words say. */
public enum Ink {
    PLAIN,
    COLOURED;

    private static final char ESCAPE = '\u001b';
    private static final String END = ESCAPE + "[0m";

    /** Something wrong. */
    public String bad(String text) {
        return paint("\u001b[1;31m", text);
    }

    /** Something done. */
    public String good(String text) {
        return paint("\u001b[32m", text);
    }

    /** What to do, or what to look at. */
    public String strong(String text) {
        return paint("\u001b[1m", text);
    }

    /** What matters less. */
    public String faint(String text) {
        return paint("\u001b[2m", text);
    }

    /** How long the colour that begins at this index is; 0 when none does. */
    static int escapeAt(String text, int index) {
        if (text.charAt(index) != ESCAPE) {
            return 0;
        }
        int end = text.indexOf('m', index);
        return end < 0 ? 0 : end - index + 1;
    }

    private String paint(String start, String text) {
        return this == PLAIN || text.isEmpty() ? text : start + text + END;
    }
}
