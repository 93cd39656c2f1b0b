package dev.bellows.sql.tree;

/**
 * DROP ATTRIBUTE.
 */
public record DropAttribute(boolean ifExists, Identifier attribute, boolean cascade, Place place)
        implements AlterTypeAction {
    @Override
    public void parts(Parts all) {
        all.and(attribute);
    }
}
