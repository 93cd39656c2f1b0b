package dev.bellows.sql.tree;

/**
 * ROW LEVEL SECURITY.
 *
 * @param state ENABLE, DISABLE, FORCE or NO FORCE
 */
public record SwitchRowSecurity(String state, Place place) implements AlterTableAction {}
