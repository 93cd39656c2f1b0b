package dev.bellows.sql.tree;

/**
 * DISCARD: https://www.postgresql.org/docs/18/sql-discard.html
 *
 * @param all everything, advisory locks too
 */
public record Discard(boolean all, Place place) implements Statement {}
