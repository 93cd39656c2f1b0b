package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FOREIGN KEY and REFERENCES.
 *
 * @param columns empty where it stands at the column itself
 * @param onDelete such as CASCADE
 */
public record ForeignKeyConstraint(
        @Nullable Identifier name,
        ConstraintAttributes attributes,
        List<Identifier> columns,
        QualifiedName table,
        List<Identifier> referencedColumns,
        @Nullable String onDelete,
        @Nullable String onUpdate,
        Place place)
        implements Constraint {
    public ForeignKeyConstraint {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(columns).and(table).and(referencedColumns);
    }
}
