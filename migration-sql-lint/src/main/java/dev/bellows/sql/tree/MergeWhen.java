package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What MERGE does with some of the rows.
 *
 * @param action UPDATE, DELETE, INSERT or NOTHING
 */
public record MergeWhen(
        boolean matched,
        String action,
        @Nullable Expression condition,
        List<Assignment> assignments,
        List<Expression> values,
        Place place)
        implements Node {
    public MergeWhen {
        assignments = List.copyOf(assignments);
        values = List.copyOf(values);
    }

    @Override
    public void parts(Parts all) {
        all.and(condition).and(assignments).and(values);
    }
}
