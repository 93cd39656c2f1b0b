package dev.bellows.sql.tree;

/**
 * SET WITHOUT OIDS.
 */
public record SetWithoutOids(Place place) implements AlterTableAction {}
