package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ON CONFLICT.
 *
 * @param update DO UPDATE rather than DO NOTHING
 */
public record OnConflict(
        List<IndexElement> elements,
        @Nullable Identifier constraint,
        boolean update,
        List<Assignment> assignments,
        @Nullable Expression where,
        Place place)
        implements Node {
    public OnConflict {
        elements = List.copyOf(elements);
        assignments = List.copyOf(assignments);
    }

    @Override
    public void parts(Parts all) {
        all.and(elements).and(constraint).and(assignments).and(where);
    }
}
