package dev.bellows.sql.tree;

import java.util.List;

/**
 * VALUES.
 */
public record Values(List<RowValue> rows, Place place) implements QueryPart {
    public Values {
        rows = List.copyOf(rows);
    }

    @Override
    public void parts(Parts all) {
        all.and(rows);
    }
}
