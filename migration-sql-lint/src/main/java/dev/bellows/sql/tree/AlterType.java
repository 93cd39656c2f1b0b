package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER TYPE: https://www.postgresql.org/docs/18/sql-altertype.html
 */
public record AlterType(QualifiedName name, List<AlterTypeAction> actions, Place place) implements Statement {
    public AlterType {
        actions = List.copyOf(actions);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(actions);
    }
}
