package dev.bellows.sql.tree;

/**
 * ALTER ATTRIBUTE … TYPE.
 */
public record AlterAttribute(Identifier attribute, DataType type, boolean cascade, Place place)
        implements AlterTypeAction {
    @Override
    public void parts(Parts all) {
        all.and(attribute).and(type);
    }
}
