package dev.bellows.sql.tree;

/** How long a table lives, and whether it survives a crash. */
public enum Persistence {
    PERMANENT,
    TEMPORARY,
    UNLOGGED
}
