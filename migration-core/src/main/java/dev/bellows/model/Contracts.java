package dev.bellows.model;

/** What an application that enters does about contracts. */
public enum Contracts {
    /** Nothing: somebody else runs them. In a database that is built from nothing they wait too. */
    NEVER,
    /** It runs them once nothing old lives: when it starts, or while its lease lasts. */
    WHEN_SAFE
}
