package dev.bellows.sql.tree;

/**
 * A table, or whatever else has rows.
 *
 * @param only without its children
 */
public record Relation(QualifiedName name, boolean only, Place place) implements Node {
    @Override
    public void parts(Parts all) {
        all.and(name);
    }
}
