package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE SCHEMA: https://www.postgresql.org/docs/18/sql-createschema.html
 *
 * @param name null where the owner names it
 */
public record CreateSchema(
        boolean ifNotExists,
        @Nullable Identifier name,
        @Nullable Identifier owner,
        List<Statement> elements,
        Place place)
        implements Statement {
    public CreateSchema {
        elements = List.copyOf(elements);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(owner).and(elements);
    }
}
