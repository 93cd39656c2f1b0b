package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * INSERT: https://www.postgresql.org/docs/18/sql-insert.html
 *
 * @param query null for DEFAULT VALUES
 */
public record Insert(
        List<CommonTable> with,
        QualifiedName table,
        @Nullable Identifier alias,
        List<Identifier> columns,
        @Nullable Query query,
        @Nullable OnConflict onConflict,
        List<Target> returning,
        Place place)
        implements Statement {
    public Insert {
        with = List.copyOf(with);
        columns = List.copyOf(columns);
        returning = List.copyOf(returning);
    }

    @Override
    public void parts(Parts all) {
        all.and(with)
                .and(table)
                .and(alias)
                .and(columns)
                .and(query)
                .and(onConflict)
                .and(returning);
    }
}
