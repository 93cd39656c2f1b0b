package dev.bellows.sql.tree;

/**
 * SET LOGGED and SET UNLOGGED.
 */
public record SetLogged(boolean logged, Place place) implements AlterTableAction {}
