package dev.bellows.sql.tree;

import java.util.List;

/**
 * CREATE VIEW: https://www.postgresql.org/docs/18/sql-createview.html
 */
public record CreateView(
        boolean replace,
        Persistence persistence,
        boolean recursive,
        QualifiedName name,
        List<Identifier> columns,
        List<Option> parameters,
        Query query,
        boolean checkOption,
        Place place)
        implements Statement {
    public CreateView {
        columns = List.copyOf(columns);
        parameters = List.copyOf(parameters);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(columns).and(parameters).and(query);
    }
}
