package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER PUBLICATION: https://www.postgresql.org/docs/18/sql-alterpublication.html
 *
 * @param action ADD, SET or DROP
 */
public record AlterPublication(
        Identifier name,
        String action,
        List<QualifiedName> tables,
        List<Identifier> schemas,
        List<Option> options,
        Place place)
        implements Statement {
    public AlterPublication {
        tables = List.copyOf(tables);
        schemas = List.copyOf(schemas);
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(tables).and(schemas).and(options);
    }
}
