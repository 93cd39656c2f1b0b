package dev.bellows.sql.tree;

import java.util.List;

/**
 * LIKE another table.
 *
 * @param including such as INDEXES or ALL
 */
public record LikeTable(QualifiedName table, List<String> including, Place place) implements TableElement {
    public LikeTable {
        including = List.copyOf(including);
    }

    @Override
    public void parts(Parts all) {
        all.and(table);
    }
}
