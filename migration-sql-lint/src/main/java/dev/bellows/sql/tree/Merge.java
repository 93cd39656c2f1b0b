package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MERGE: https://www.postgresql.org/docs/18/sql-merge.html
 */
public record Merge(
        List<CommonTable> with,
        Relation table,
        @Nullable Identifier alias,
        Source source,
        Expression condition,
        List<MergeWhen> actions,
        List<Target> returning,
        Place place)
        implements Statement {
    public Merge {
        with = List.copyOf(with);
        actions = List.copyOf(actions);
        returning = List.copyOf(returning);
    }

    @Override
    public void parts(Parts all) {
        all.and(with)
                .and(table)
                .and(alias)
                .and(source)
                .and(condition)
                .and(actions)
                .and(returning);
    }
}
