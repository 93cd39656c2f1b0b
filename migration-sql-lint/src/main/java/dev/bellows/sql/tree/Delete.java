package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DELETE: https://www.postgresql.org/docs/18/sql-delete.html
 *
 * @param currentOf WHERE CURRENT OF a cursor
 */
public record Delete(
        List<CommonTable> with,
        Relation table,
        @Nullable Identifier alias,
        List<Source> using,
        @Nullable Expression where,
        boolean currentOf,
        List<Target> returning,
        Place place)
        implements Statement {
    public Delete {
        with = List.copyOf(with);
        using = List.copyOf(using);
        returning = List.copyOf(returning);
    }

    @Override
    public void parts(Parts all) {
        all.and(with).and(table).and(alias).and(using).and(where).and(returning);
    }
}
