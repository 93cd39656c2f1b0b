package dev.bellows.sql.tree;

/** A part of a statement that knows where it stands. */
public interface Node {
    /** Where it stands in the statement's text. */
    Place place();
}
