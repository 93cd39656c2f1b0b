package dev.bellows.sql.tree;

/**
 * ADD CONSTRAINT.
 */
public record AddDomainConstraint(Constraint constraint, Place place) implements AlterDomainAction {}
