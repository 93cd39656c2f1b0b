package dev.bellows.sql.tree;

/**
 * SET NOT NULL and DROP NOT NULL.
 */
public record SetDomainNotNull(boolean notNull, Place place) implements AlterDomainAction {}
