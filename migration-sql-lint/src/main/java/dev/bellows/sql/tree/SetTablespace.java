package dev.bellows.sql.tree;

/**
 * SET TABLESPACE.
 */
public record SetTablespace(Identifier tablespace, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(tablespace);
    }
}
