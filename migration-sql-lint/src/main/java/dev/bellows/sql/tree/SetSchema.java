package dev.bellows.sql.tree;

/**
 * Every SET SCHEMA.
 */
public record SetSchema(ObjectReference object, boolean ifExists, Identifier schema, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(object).and(schema);
    }
}
