package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … SET STATISTICS.
 *
 * @param column its name, or for an index its number
 */
public record SetStatistics(String column, Place place) implements AlterTableAction {}
