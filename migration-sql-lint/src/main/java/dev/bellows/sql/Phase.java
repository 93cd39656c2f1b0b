package dev.bellows.sql;

/** What a migration does to code that runs already. */
public enum Phase {
    /** The code that runs now keeps working. */
    EXPAND,
    /** It would break. */
    CONTRACT
}
