package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * UPDATE: https://www.postgresql.org/docs/18/sql-update.html
 *
 * @param currentOf WHERE CURRENT OF a cursor
 */
public record Update(
        List<CommonTable> with,
        Relation table,
        @Nullable Identifier alias,
        List<Assignment> assignments,
        List<Source> from,
        @Nullable Expression where,
        boolean currentOf,
        List<Target> returning,
        Place place)
        implements Statement {
    public Update {
        with = List.copyOf(with);
        assignments = List.copyOf(assignments);
        from = List.copyOf(from);
        returning = List.copyOf(returning);
    }

    @Override
    public void parts(Parts all) {
        all.and(with)
                .and(table)
                .and(alias)
                .and(assignments)
                .and(from)
                .and(where)
                .and(returning);
    }
}
