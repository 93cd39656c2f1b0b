package dev.bellows.sql.tree;

/**
 * RENAME VALUE.
 */
public record RenameEnumValue(String from, String to, Place place) implements AlterTypeAction {}
