package dev.bellows.cli.text;

/** Colours, or none. They repeat what the words say. */
public enum Ink {
    PLAIN,
    COLOURED;

    private static final String END = "\u001b[0m";

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

    private String paint(String start, String text) {
        return this == PLAIN || text.isEmpty() ? text : start + text + END;
    }
}
