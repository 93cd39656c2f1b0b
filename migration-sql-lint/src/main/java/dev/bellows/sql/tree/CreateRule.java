package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE RULE: https://www.postgresql.org/docs/18/sql-createrule.html
 */
public record CreateRule(
        boolean replace,
        Identifier name,
        String event,
        QualifiedName table,
        @Nullable Expression where,
        boolean instead,
        List<Statement> actions,
        Place place)
        implements Statement {
    public CreateRule {
        actions = List.copyOf(actions);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(table).and(where).and(actions);
    }
}
