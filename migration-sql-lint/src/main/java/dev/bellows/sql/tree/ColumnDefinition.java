package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param type null where the type comes from elsewhere
 */
public record ColumnDefinition(
        Identifier name,
        @Nullable DataType type,
        @Nullable QualifiedName collation,
        List<Constraint> constraints,
        Place place)
        implements TableElement {
    public ColumnDefinition {
        constraints = List.copyOf(constraints);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(type).and(collation).and(constraints);
    }
}
