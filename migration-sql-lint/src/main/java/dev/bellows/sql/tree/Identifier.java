package dev.bellows.sql.tree;

/**
 * A name without a schema.
 *
 * @param name as PostgreSQL understands it: without quotes and escapes, unquoted letters of ASCII in lower case, cut to 63
 *     bytes of UTF-8
 * @param written as it stands in the text
 */
public record Identifier(String name, String written, Place place) implements Node {
    /** Whether it is this name, as PostgreSQL understands both. */
    public boolean is(String other) {
        return name.equals(other);
    }
}
