package dev.bellows.sql.tree;

/**
 * DEFAULT as a value.
 */
public record DefaultValue(Place place) implements Expression {}
