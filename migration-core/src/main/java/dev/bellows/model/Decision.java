package dev.bellows.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person decided about a migration. {@link #toString()} is its word on the command line and in the ledger, and the
 * only place where that word is made.
 *
 * @param kind which decision
 * @param statement for {@link Kind#RESUME_AT} the statement to go on with, from 1; 0 for the others
 */
public record Decision(Kind kind, int statement) {
    /** All of it is in the database. */
    public static final Decision APPLIED = new Decision(Kind.APPLIED, 0);

    /** Nothing of it is in the database. */
    public static final Decision REVERTED = new Decision(Kind.REVERTED, 0);

    /** The edited file counts as what was applied, beside the file that ran. */
    public static final Decision ACCEPT_CHECKSUM = new Decision(Kind.ACCEPT_CHECKSUM, 0);

    /** The file is gone for good. */
    public static final Decision MISSING = new Decision(Kind.MISSING, 0);

    private static final String RESUME = "resume-at:";

    /** No file has a thousand million statements; a longer number would not fit an int. */
    private static final Pattern RESUME_AT = Pattern.compile(RESUME + "([0-9]{1,9})");

    /** The kinds of decisions. */
    public enum Kind {
        APPLIED,
        REVERTED,
        RESUME_AT,
        ACCEPT_CHECKSUM,
        MISSING
    }

    public Decision {
        if (kind != Kind.RESUME_AT && statement != 0) {
            throw new IllegalArgumentException(
                    kind + " is about the whole migration, not about statement " + statement);
        }
    }

    /** It goes on at this statement, from 1; one more than there are means that all are done. */
    public static Decision resumeAt(int statement) {
        return new Decision(Kind.RESUME_AT, statement);
    }

    /**
     * Reads a decision's word.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Decision parse(String word) {
        Matcher resume = RESUME_AT.matcher(word);
        return switch (word) {
            case "applied" -> APPLIED;
            case "reverted" -> REVERTED;
            case "accept-checksum" -> ACCEPT_CHECKSUM;
            case "missing" -> MISSING;
            default -> {
                if (!resume.matches()) {
                    throw new IllegalArgumentException(
                            "'" + word + "' is no resolution: applied, reverted or resume-at:N");
                }
                yield resumeAt(Integer.parseInt(resume.group(1)));
            }
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case APPLIED -> "applied";
            case REVERTED -> "reverted";
            case RESUME_AT -> RESUME + statement;
            case ACCEPT_CHECKSUM -> "accept-checksum";
            case MISSING -> "missing";
        };
    }
}
