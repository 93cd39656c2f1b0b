package dev.bellows.sql.tree;

/**
 * ALTER COLUMN … SET DEFAULT.
 */
public record SetDefault(Identifier column, Expression value, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(column).and(value);
    }
}
