package dev.bellows.sql;

/**
 * SQL that a body of PL/pgSQL runs.
 *
 * @param kind whether the text is what runs
 * @param text for {@link Kind#STATIC} and {@link Kind#LITERAL} a statement without its semicolon; for {@link Kind#UNKNOWN}
 *     the expression behind EXECUTE
 * @param offset where it begins in the body, in UTF-16 units; for a literal, where its string begins
 */
public record EmbeddedSql(Kind kind, String text, int offset) {
    /** How much can be known of what runs. */
    public enum Kind {
        /** A statement that stands in the body; PERFORM as the SELECT that it is. */
        STATIC,
        /** EXECUTE of one string. */
        LITERAL,
        /** EXECUTE of anything else, which only the run decides. */
        UNKNOWN
    }
}
