package dev.bellows.schema;

import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DROP, and what goes with what is dropped. */
final class Drops {
    private final Schema schema;
    private final Dependents dependents;

    Drops(Schema schema) {
        this.schema = schema;
        this.dependents = new Dependents(schema);
    }

    void drop(Drop statement) {
        for (ObjectReference reference : statement.objects()) {
            @Nullable QualifiedName name = reference.name();
            if (name != null) {
                drop(statement, reference, name);
            }
        }
    }

    private void drop(Drop statement, ObjectReference reference, QualifiedName name) {
        switch (statement.kind()) {
            case TABLE, FOREIGN_TABLE -> table(schema.resolve(name));
            case VIEW, MATERIALIZED_VIEW -> view(schema.resolve(name));
            case INDEX, SEQUENCE -> schema.remove(schema.resolve(name));
            case TYPE, DOMAIN -> schema.types().remove(schema.resolveType(name));
            case FUNCTION, PROCEDURE, ROUTINE, AGGREGATE -> routine(name, reference.types());
            case SCHEMA -> whole(name.name());
            case TRIGGER -> trigger(name.name(), reference.of());
            default -> {
                // Nothing that is kept here.
            }
        }
    }

    private void routine(QualifiedName name, @Nullable List<DataType> types) {
        ObjectName routine = schema.resolveRoutine(name);
        List<Routine> left = new ArrayList<>(schema.routines().getOrDefault(routine, List.of()));
        left.removeIf(each -> types == null || each.takes(types));
        if (left.isEmpty()) {
            schema.routines().remove(routine);
        } else {
            schema.routines().put(routine, left);
        }
    }

    /** PostgreSQL would refuse it while something stands on it; CASCADE takes that along. */
    private void table(ObjectName name) {
        dependents.views(name, null).forEach(schema::remove);
        for (Table child : schema.children(name)) {
            table(child.name());
        }
        schema.indexes(name).forEach(index -> schema.remove(index.name()));
        sequencesOf(name, null);
        schema.remove(name);
        schema.others().gone(name);
        schema.publications().moved(name, null);
        schema.privileges().moved(name, null);
        for (Table other : schema.referrers(name)) {
            schema.put(other.constraints(other.constraints().stream()
                    .filter(constraint -> !dependents.points(constraint, name, null))
                    .toList()));
        }
    }

    private void view(ObjectName name) {
        dependents.views(name, null).forEach(schema::remove);
        schema.indexes(name).forEach(index -> schema.remove(index.name()));
        schema.remove(name);
    }

    private void whole(String gone) {
        for (SchemaObject object : schema.objects()) {
            if (object.name().schema().equals(gone)) {
                if (object instanceof Table) {
                    table(object.name());
                } else {
                    schema.remove(object.name());
                }
            }
        }
        schema.types().keySet().removeIf(name -> name.schema().equals(gone));
        schema.routines().keySet().removeIf(name -> name.schema().equals(gone));
    }

    private void trigger(String name, @Nullable QualifiedName of) {
        if (of != null) {
            Table table = schema.known(of);
            Set<String> left = new HashSet<>(table.triggers());
            left.remove(name);
            schema.put(table.triggers(left));
        }
    }

    /** The sequences that go with a table, or with one of its columns. */
    void sequencesOf(ObjectName table, @Nullable String column) {
        for (Sequence sequence : schema.pointingTo(table, Sequence.class)) {
            if (column == null || column.equals(sequence.column())) {
                schema.remove(sequence.name());
            }
        }
    }

    /** A column, with the indexes and constraints that it is in, and under CASCADE the views that read it. */
    void column(ObjectName name, String column, boolean cascade) {
        if (cascade) {
            dependents.views(name, column).forEach(schema::remove);
            for (Table other : schema.referrers(name)) {
                schema.put(other.constraints(other.constraints().stream()
                        .filter(constraint -> !dependents.points(constraint, name, column))
                        .toList()));
            }
        }
        Table table = schema.known(name);
        table.constraints().stream()
                .filter(constraint -> constraint.columns().contains(column))
                .forEach(constraint -> constraint(name, constraint.name()));
        schema.indexes(name).stream()
                .filter(index -> index.columns().contains(column))
                .forEach(index -> schema.remove(index.name()));
        sequencesOf(name, column);
        Table left = schema.known(name);
        schema.put(left.columns(left.columns().stream()
                .filter(each -> !each.name().equals(column))
                .toList()));
    }

    /** A constraint, and the index that carries it; those of partitions likewise. */
    void constraint(ObjectName name, String constraint) {
        Table table = schema.known(name);
        table.constraint(constraint).filter(SchemaConstraint::indexed).ifPresent(each -> {
            schema.remove(name.called(constraint));
            for (Table child : schema.children(name)) {
                child.constraints().stream()
                        .filter(other ->
                                other.kind() == each.kind() && other.columns().equals(each.columns()))
                        .forEach(other -> constraint(child.name(), other.name()));
            }
        });
        schema.put(table.constraints(table.constraints().stream()
                .filter(each -> !each.name().equals(constraint))
                .toList()));
    }
}
