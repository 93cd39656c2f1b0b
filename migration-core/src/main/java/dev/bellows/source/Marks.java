package dev.bellows.source;

import java.util.regex.Pattern;

/** The comments by which tools know the files that they run, at the start of a line. */
enum Marks {
    GOOSE("(?mi)^[ \\t]*--[ \\t]*\\+goose[ \\t]+up\\b"),
    DBMATE("(?mi)^[ \\t]*--[ \\t]*migrate:up\\b"),
    LIQUIBASE("(?i)^\\x{FEFF}?\\s*--[ \\t]*liquibase[ \\t]+formatted[ \\t]+sql\\b");

    private final Pattern pattern;

    Marks(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** Whether a file that begins so is this tool's. */
    boolean in(String head) {
        return pattern.matcher(head).find();
    }

    /** Whether it is one of these tools'. */
    static boolean any(String head) {
        // Most files have none, and this is asked of each.
        return (head.indexOf("--") >= 0) && (GOOSE.in(head) || DBMATE.in(head) || LIQUIBASE.in(head));
    }
}
