package dev.bellows.sql.tree;

/**
 * A column, with or without its table.
 */
public record ColumnReference(QualifiedName name, Place place) implements Expression {
    @Override
    public void parts(Parts all) {
        all.and(name);
    }
}
