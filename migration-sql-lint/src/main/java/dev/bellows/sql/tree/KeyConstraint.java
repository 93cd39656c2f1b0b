package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PRIMARY KEY and UNIQUE.
 *
 * @param columns empty where it stands at the column itself, or with an index
 * @param index USING INDEX: an index that is there
 */
public record KeyConstraint(
        @Nullable Identifier name,
        ConstraintAttributes attributes,
        boolean primary,
        List<Identifier> columns,
        List<Identifier> include,
        boolean nullsNotDistinct,
        boolean withoutOverlaps,
        @Nullable Identifier index,
        Place place)
        implements Constraint {
    public KeyConstraint {
        columns = List.copyOf(columns);
        include = List.copyOf(include);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(columns).and(include).and(index);
    }
}
