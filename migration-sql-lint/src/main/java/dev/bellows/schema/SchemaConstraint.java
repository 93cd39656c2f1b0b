package dev.bellows.schema;

import dev.bellows.sql.tree.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint of a table. What stands on a single column as NOT NULL is told by {@link Column#notNull}, unless it came NOT
 * VALID.
 *
 * @param columns those that it is about, in order; empty for a check whose columns are those of its expression
 * @param validated false while NOT VALID: rows that were there may break it
 * @param references the table that a foreign key points to; null for other kinds
 * @param referencedColumns empty for its primary key
 * @param check what a check demands; null for other kinds
 * @param since the number of the migration that added it
 */
public record SchemaConstraint(
        String name,
        Kind kind,
        List<String> columns,
        boolean validated,
        @Nullable ObjectName references,
        List<String> referencedColumns,
        @Nullable Expression check,
        int since) {
    /** The kinds of constraints. */
    public enum Kind {
        PRIMARY_KEY,
        UNIQUE,
        CHECK,
        FOREIGN_KEY,
        /** One that is NOT VALID yet, or was; its check says it. */
        NOT_NULL,
        EXCLUDE
    }

    public SchemaConstraint {
        columns = List.copyOf(columns);
        referencedColumns = List.copyOf(referencedColumns);
    }

    /** Whether an index of the same name carries it. */
    public boolean indexed() {
        return kind == Kind.PRIMARY_KEY || kind == Kind.UNIQUE || kind == Kind.EXCLUDE;
    }

    SchemaConstraint called(String other) {
        return new SchemaConstraint(other, kind, columns, validated, references, referencedColumns, check, since);
    }

    SchemaConstraint valid() {
        return new SchemaConstraint(name, kind, columns, true, references, referencedColumns, check, since);
    }

    SchemaConstraint columns(List<String> others, List<String> otherReferenced) {
        return new SchemaConstraint(name, kind, others, validated, references, otherReferenced, check, since);
    }

    SchemaConstraint referencing(ObjectName other) {
        return new SchemaConstraint(name, kind, columns, validated, other, referencedColumns, check, since);
    }
}
