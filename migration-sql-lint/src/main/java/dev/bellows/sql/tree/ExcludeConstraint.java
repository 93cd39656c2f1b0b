package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * EXCLUDE.
 */
public record ExcludeConstraint(
        @Nullable Identifier name,
        ConstraintAttributes attributes,
        @Nullable Identifier method,
        List<IndexElement> elements,
        @Nullable Expression where,
        Place place)
        implements Constraint {
    public ExcludeConstraint {
        elements = List.copyOf(elements);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(method).and(elements).and(where);
    }
}
