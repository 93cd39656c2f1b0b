package dev.bellows.sql.tree;

/**
 * ALTER TABLE ALL IN TABLESPACE … SET TABLESPACE, and the same of indexes and materialized views.
 */
public record MoveAll(ObjectKind kind, Identifier from, Identifier to, boolean nowait, Place place)
        implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(from).and(to);
    }
}
