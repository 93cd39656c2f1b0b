package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … DROP DEFAULT.
 */
public record DropDefault(Identifier column, Place place) implements AlterTableAction {}
