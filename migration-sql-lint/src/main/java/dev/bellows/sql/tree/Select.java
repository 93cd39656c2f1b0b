package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SELECT … FROM … WHERE ….
 *
 * @param into the table that SELECT INTO makes
 * @param windows what WINDOW says
 */
public record Select(
        boolean distinct,
        List<Target> targets,
        @Nullable QualifiedName into,
        List<Source> from,
        @Nullable Expression where,
        List<Expression> groupBy,
        @Nullable Expression having,
        List<Expression> windows,
        Place place)
        implements QueryPart {
    public Select {
        targets = List.copyOf(targets);
        from = List.copyOf(from);
        groupBy = List.copyOf(groupBy);
        windows = List.copyOf(windows);
    }

    @Override
    public void parts(Parts all) {
        all.and(targets).and(into).and(from).and(where).and(groupBy).and(having).and(windows);
    }
}
