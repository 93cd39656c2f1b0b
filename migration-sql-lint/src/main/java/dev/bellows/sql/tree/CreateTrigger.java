package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE TRIGGER: https://www.postgresql.org/docs/18/sql-createtrigger.html
 *
 * @param timing BEFORE, AFTER or INSTEAD OF
 * @param columns of UPDATE OF
 */
public record CreateTrigger(
        boolean replace,
        boolean constraint,
        Identifier name,
        String timing,
        List<String> events,
        List<Identifier> columns,
        QualifiedName table,
        boolean forEachRow,
        @Nullable Expression when,
        QualifiedName function,
        Place place)
        implements Statement {
    public CreateTrigger {
        events = List.copyOf(events);
        columns = List.copyOf(columns);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(columns).and(table).and(when).and(function);
    }
}
