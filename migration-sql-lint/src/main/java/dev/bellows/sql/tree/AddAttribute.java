package dev.bellows.sql.tree;

/**
 * ADD ATTRIBUTE.
 */
public record AddAttribute(ColumnDefinition attribute, boolean cascade, Place place) implements AlterTypeAction {
    @Override
    public void parts(Parts all) {
        all.and(attribute);
    }
}
