package dev.bellows.sql.tree;

/**
 * A parameter: $1.
 */
public record ParameterReference(String number, Place place) implements Expression {}
