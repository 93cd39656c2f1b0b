package dev.bellows.sql;

/** How the data is kept that a migration drops. */
public enum Quarantine {
    /** Values are copied before the column is dropped. */
    COPY,
    /** The column stays in its table under another name. */
    RENAME,
    /** Nothing is kept. */
    OFF
}
