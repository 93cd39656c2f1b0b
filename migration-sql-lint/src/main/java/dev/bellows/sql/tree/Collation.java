package dev.bellows.sql.tree;

/**
 * COLLATE.
 */
public record Collation(Expression operand, QualifiedName collation, Place place) implements Expression {}
