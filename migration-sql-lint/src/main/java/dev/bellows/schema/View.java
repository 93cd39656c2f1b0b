package dev.bellows.schema;

import dev.bellows.sql.tree.Query;
import java.util.List;
import java.util.Set;

/**
 * A view, or a materialized one.
 *
 * @param columns the names of its columns; empty where the folder does not tell, as for {@code SELECT *} of a table made elsewhere
 * @param uses the tables and views that it reads
 * @param query what it shows
 */
public record View(
        ObjectName name, boolean materialized, List<String> columns, Set<ObjectName> uses, Query query, int since)
        implements SchemaObject {
    public View {
        columns = List.copyOf(columns);
        uses = Set.copyOf(uses);
    }

    @Override
    public View called(ObjectName other) {
        return new View(other, materialized, columns, uses, query, since);
    }

    @Override
    public Set<ObjectName> pointsTo() {
        return uses;
    }

    View using(Set<ObjectName> others) {
        return new View(name, materialized, columns, others, query, since);
    }

    View columns(List<String> others) {
        return new View(name, materialized, others, uses, query, since);
    }
}
