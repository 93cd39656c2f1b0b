package dev.bellows.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The comments by which tools know the files that they run, at the start of a line. */
enum Marks {
    GOOSE('+', "(?mi)^[ \\t]*--[ \\t]*\\+goose[ \\t]+up\\b"),
    DBMATE(':', "(?mi)^[ \\t]*--[ \\t]*migrate:up\\b"),
    LIQUIBASE('-', "(?i)\\A\\x{FEFF}?\\s*--[ \\t]*liquibase[ \\t]+formatted[ \\t]+sql\\b");

    /** The rarest character of the mark: most files have none, and this is asked of each. */
    private final char rarest;

    private final Pattern pattern;

    Marks(char rarest, String pattern) {
        this.rarest = rarest;
        this.pattern = Pattern.compile(pattern);
    }

    /** Whether a file that begins so is this tool's. */
    boolean in(String head) {
        if (head.indexOf(rarest) < 0) {
            return false;
        }
        Matcher mark = pattern.matcher(head);
        return this == LIQUIBASE ? mark.lookingAt() : mark.find();
    }

    /** Whether it is one of these tools'. */
    static boolean any(String head) {
        return GOOSE.in(head) || DBMATE.in(head) || LIQUIBASE.in(head);
    }
}
