package dev.bellows.schema;

import dev.bellows.sql.tree.PartitionKey;
import dev.bellows.sql.tree.Persistence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table.
 *
 * @param partitionedBy how its rows are spread over partitions; null where they are not, and where the folder does not tell
 * @param parents what it inherits from; the table that it is a partition of
 * @param defaultPartition whether it is the partition for rows that belong into no other
 * @param whole whether all of its columns and constraints are known: not those of a table that was made elsewhere
 * @param triggers the names of its triggers
 */
public record Table(
        ObjectName name,
        Kind kind,
        @Nullable PartitionKey partitionedBy,
        Persistence persistence,
        List<Column> columns,
        List<SchemaConstraint> constraints,
        List<ObjectName> parents,
        boolean partition,
        boolean defaultPartition,
        boolean whole,
        Set<String> triggers,
        int since)
        implements SchemaObject {
    /** The kinds of tables. */
    public enum Kind {
        ORDINARY,
        PARTITIONED,
        FOREIGN
    }

    public Table {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        parents = List.copyOf(parents);
        triggers = Set.copyOf(triggers);
    }

    /** The column of a name. */
    public Optional<Column> column(String column) {
        for (Column each : columns) {
            if (each.name().equals(column)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** The constraint of a name. */
    public Optional<SchemaConstraint> constraint(String constraint) {
        for (SchemaConstraint each : constraints) {
            if (each.name().equals(constraint)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /** Whether a foreign key of it points to a table. */
    public boolean references(ObjectName table) {
        return constraints.stream().anyMatch(each -> table.equals(each.references()));
    }

    /** Its primary key. */
    public Optional<SchemaConstraint> primaryKey() {
        return constraints.stream()
                .filter(each -> each.kind() == SchemaConstraint.Kind.PRIMARY_KEY)
                .findFirst();
    }

    @Override
    public Table called(ObjectName other) {
        return new Table(
                other,
                kind,
                partitionedBy,
                persistence,
                columns,
                constraints,
                parents,
                partition,
                defaultPartition,
                whole,
                triggers,
                since);
    }

    @Override
    public Set<ObjectName> pointsTo() {
        Set<ObjectName> names = parents.isEmpty() ? Set.of() : new HashSet<>(parents);
        for (SchemaConstraint constraint : constraints) {
            if (constraint.references() != null) {
                names = names.isEmpty() ? new HashSet<>() : names;
                names.add(constraint.references());
            }
        }
        return names;
    }

    Table columns(List<Column> others) {
        return new Table(
                name,
                kind,
                partitionedBy,
                persistence,
                others,
                constraints,
                parents,
                partition,
                defaultPartition,
                whole,
                triggers,
                since);
    }

    Table constraints(List<SchemaConstraint> others) {
        return new Table(
                name,
                kind,
                partitionedBy,
                persistence,
                columns,
                others,
                parents,
                partition,
                defaultPartition,
                whole,
                triggers,
                since);
    }

    Table parents(List<ObjectName> others, boolean asPartition, boolean asDefault) {
        return new Table(
                name,
                kind,
                partitionedBy,
                persistence,
                columns,
                constraints,
                others,
                asPartition,
                asDefault,
                whole,
                triggers,
                since);
    }

    Table persistence(Persistence other) {
        return new Table(
                name,
                kind,
                partitionedBy,
                other,
                columns,
                constraints,
                parents,
                partition,
                defaultPartition,
                whole,
                triggers,
                since);
    }

    Table triggers(Set<String> others) {
        return new Table(
                name,
                kind,
                partitionedBy,
                persistence,
                columns,
                constraints,
                parents,
                partition,
                defaultPartition,
                whole,
                others,
                since);
    }

    /** The same with a column more, unless it has that one. */
    Table with(Column column) {
        if (column(column.name()).isPresent()) {
            return this;
        }
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        return columns(more);
    }

    /** The same with a constraint more. */
    Table with(SchemaConstraint constraint) {
        List<SchemaConstraint> more = new ArrayList<>(constraints);
        more.add(constraint);
        return constraints(more);
    }

    /** The same with a column changed; this one where the change makes no other column of it. */
    @SuppressWarnings("ReferenceEquality") // an equal column costs a copy, and no more
    Table changing(String column, UnaryOperator<Column> change) {
        @Nullable List<Column> changed = null;
        for (int i = 0; i < columns.size(); i++) {
            Column before = columns.get(i);
            Column now = before.name().equals(column) ? change.apply(before) : before;
            if (now != before) {
                changed = changed == null ? new ArrayList<>(columns) : changed;
                changed.set(i, now);
            }
        }
        return changed == null ? this : columns(changed);
    }

    /** The same with all constraints changed. */
    Table changingConstraints(UnaryOperator<SchemaConstraint> change) {
        List<SchemaConstraint> changed = new ArrayList<>(constraints);
        changed.replaceAll(change);
        return constraints(changed);
    }
}
