package dev.bellows.sql.tree;

import java.util.List;

/**
 * CREATE PUBLICATION: https://www.postgresql.org/docs/18/sql-createpublication.html
 */
public record CreatePublication(
        Identifier name,
        boolean allTables,
        List<QualifiedName> tables,
        List<Identifier> schemas,
        List<Option> options,
        Place place)
        implements Statement {
    public CreatePublication {
        tables = List.copyOf(tables);
        schemas = List.copyOf(schemas);
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(tables).and(schemas).and(options);
    }
}
