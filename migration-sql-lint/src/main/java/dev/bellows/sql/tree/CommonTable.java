package dev.bellows.sql.tree;

import java.util.List;

/**
 * One query of WITH; it may write.
 */
public record CommonTable(Identifier name, List<Identifier> columns, Statement statement, Place place) implements Node {
    public CommonTable {
        columns = List.copyOf(columns);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(columns).and(statement);
    }
}
