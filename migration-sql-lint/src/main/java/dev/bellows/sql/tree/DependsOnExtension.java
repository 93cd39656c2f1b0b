package dev.bellows.sql.tree;

/**
 * Every DEPENDS ON EXTENSION.
 */
public record DependsOnExtension(ObjectReference object, boolean not, Identifier extension, Place place)
        implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(object).and(extension);
    }
}
