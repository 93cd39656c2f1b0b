package dev.bellows.sql.tree;

/**
 * TABLE name.
 */
public record TableQuery(Relation table, Place place) implements QueryPart {
    @Override
    public void parts(Parts all) {
        all.and(table);
    }
}
