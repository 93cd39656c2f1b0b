package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * ALTER COLUMN … TYPE.
 */
public record AlterColumnType(
        Identifier column,
        DataType type,
        @Nullable QualifiedName collation,
        @Nullable Expression using,
        Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column).and(type).and(collation).and(using);
    }
}
