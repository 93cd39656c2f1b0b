package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … SET COMPRESSION.
 */
public record SetCompression(Identifier column, String method, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column);
    }
}
