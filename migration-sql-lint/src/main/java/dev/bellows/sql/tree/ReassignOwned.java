package dev.bellows.sql.tree;

import java.util.List;

/**
 * REASSIGN OWNED: https://www.postgresql.org/docs/18/sql-reassign-owned.html
 */
public record ReassignOwned(List<Identifier> from, Identifier to, Place place) implements Statement {
    public ReassignOwned {
        from = List.copyOf(from);
    }

    @Override
    public void parts(Parts all) {
        all.and(from).and(to);
    }
}
