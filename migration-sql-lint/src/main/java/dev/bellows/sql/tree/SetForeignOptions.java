package dev.bellows.sql.tree;

/**
 * OPTIONS of a foreign table.
 */
public record SetForeignOptions(Place place) implements AlterTableAction {}
