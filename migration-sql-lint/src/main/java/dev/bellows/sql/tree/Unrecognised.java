package dev.bellows.sql.tree;

/**
 * A statement that the grammar accepts and that has no record of its own yet.
 *
 * @param kind its words in upper case, such as CREATE CONVERSION
 */
public record Unrecognised(String kind, Place place) implements Statement {}
