package dev.bellows.model;

/**
 * A contract that has overtaken a build.
 *
 * @param contract which one
 * @param after the version that a build must ship to live beside it
 */
public record Overtaking(MigrationLabel contract, MigrationLabel after) {}
