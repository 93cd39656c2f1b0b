package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables with JOIN between them.
 */
public record JoinSource(
        Source first, List<Join> joins, @Nullable Identifier alias, Place place) implements Source {
    public JoinSource {
        joins = List.copyOf(joins);
    }

    @Override
    public void parts(Parts all) {
        all.and(first).and(joins).and(alias);
    }
}
