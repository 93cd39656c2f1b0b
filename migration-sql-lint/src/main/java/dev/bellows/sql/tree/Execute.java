package dev.bellows.sql.tree;

import java.util.List;

/**
 * EXECUTE: https://www.postgresql.org/docs/18/sql-execute.html
 */
public record Execute(Identifier name, List<Expression> arguments, Place place) implements Statement {
    public Execute {
        arguments = List.copyOf(arguments);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(arguments);
    }
}
