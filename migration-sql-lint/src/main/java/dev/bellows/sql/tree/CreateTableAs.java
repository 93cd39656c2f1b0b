package dev.bellows.sql.tree;

import java.util.List;

/**
 * CREATE TABLE AS: https://www.postgresql.org/docs/18/sql-createtableas.html
 *
 * @param source a query, or EXECUTE
 */
public record CreateTableAs(
        Persistence persistence,
        boolean ifNotExists,
        QualifiedName name,
        List<Identifier> columns,
        Statement source,
        boolean withData,
        Place place)
        implements Statement {
    public CreateTableAs {
        columns = List.copyOf(columns);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(columns).and(source);
    }
}
