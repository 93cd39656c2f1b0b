package dev.bellows.sql.tree;

/**
 * A constant.
 *
 * @param value what it means: without quotes and escapes; true, false and null in lower case
 */
public record Literal(Kind kind, String value, Place place) implements Expression {
    /** The kinds of constants. */
    public enum Kind {
        STRING,
        NUMBER,
        BITS,
        BOOLEAN,
        NULL
    }
}
