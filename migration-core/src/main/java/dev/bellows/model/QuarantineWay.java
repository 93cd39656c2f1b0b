package dev.bellows.model;

/** How something waits in quarantine. */
public enum QuarantineWay {
    /** The table itself, in another schema. */
    MOVED,
    /** A column's values, with the key of their rows. */
    COPIED,
    /** How a column is defined, no more: it had no values of its own, as they follow from other columns or there were none. */
    DEFINED,
    /** Likewise, but the copy is not ended: the column is in its table still. */
    COPYING,
    /** The column itself, under another name in its table. */
    RENAMED,
    /**
     * A type, domain, collation or function in another schema, or an extension where it was, that something else which waits
     * needs; or a sequence, for where it stands.
     */
    NEEDED
}
