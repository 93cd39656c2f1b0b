package dev.bellows.sql.tree;

/** A part of a statement that knows where it stands. */
public interface Node {
    /** Where it stands in the statement's text. */
    Place place();

    /** Hands over the nodes that it is made of, in the order of its components; a leaf has none. */
    default void parts(Parts all) {}
}
