package dev.bellows.schema;

import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.SetSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** RENAME and SET SCHEMA: what points to the old name points to the new one afterwards, as by object identifiers. */
final class Moves {
    private static final Set<ObjectKind> RELATIONS = Set.of(
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.INDEX,
            ObjectKind.SEQUENCE);

    private final Schema schema;

    Moves(Schema schema) {
        this.schema = schema;
    }

    void rename(Rename statement) {
        @Nullable QualifiedName written = statement.object().name();
        if (written == null) {
            return;
        }
        String to = statement.to().name();
        @Nullable Identifier part = statement.part();
        if (part != null) {
            rename(statement.kind(), schema.resolve(written), part.name(), to);
        } else if (RELATIONS.contains(statement.kind())) {
            ObjectName from = schema.resolve(written);
            move(from, from.called(to));
        } else if (statement.kind() == ObjectKind.TYPE || statement.kind() == ObjectKind.DOMAIN) {
            ObjectName from = schema.resolveType(written);
            type(from, from.called(to));
        } else if (statement.kind() == ObjectKind.SCHEMA) {
            whole(written.name(), to);
        } else if (Routines.KINDS.contains(statement.kind())) {
            ObjectName from = schema.resolveRoutine(written);
            routine(from, from.called(to));
        } else if (statement.kind() == ObjectKind.TRIGGER) {
            trigger(statement, written.name(), to);
        }
    }

    private void rename(ObjectKind kind, ObjectName of, String from, String to) {
        if (kind == ObjectKind.COLUMN) {
            column(of, from, to);
        } else if (kind == ObjectKind.TABLE_CONSTRAINT) {
            Table table = schema.known(of);
            boolean indexed =
                    table.constraint(from).map(SchemaConstraint::indexed).orElse(false);
            schema.put(table.changingConstraints(each -> each.name().equals(from) ? each.called(to) : each));
            if (indexed && schema.index(of.called(from)).isPresent()) {
                move(of.called(from), of.called(to));
            }
        }
    }

    void setSchema(SetSchema statement) {
        @Nullable QualifiedName written = statement.object().name();
        if (written == null) {
            return;
        }
        String to = statement.schema().name();
        ObjectKind kind = statement.object().kind();
        if (RELATIONS.contains(kind)) {
            ObjectName from = schema.resolve(written);
            // Its indexes and its own sequences come along.
            schema.indexes(from)
                    .forEach(index -> move(index.name(), index.name().in(to)));
            schema.pointingTo(from, Sequence.class)
                    .forEach(sequence -> move(sequence.name(), sequence.name().in(to)));
            move(from, from.in(to));
        } else if (kind == ObjectKind.TYPE || kind == ObjectKind.DOMAIN) {
            ObjectName from = schema.resolveType(written);
            type(from, from.in(to));
        } else if (Routines.KINDS.contains(kind)) {
            ObjectName from = schema.resolveRoutine(written);
            routine(from, from.in(to));
        }
    }

    private void whole(String from, String to) {
        for (SchemaObject object : schema.objects()) {
            if (object.name().schema().equals(from)) {
                move(object.name(), object.name().in(to));
            }
        }
        List.copyOf(schema.types().keySet()).stream()
                .filter(name -> name.schema().equals(from))
                .forEach(name -> type(name, name.in(to)));
        List.copyOf(schema.routines().keySet()).stream()
                .filter(name -> name.schema().equals(from))
                .forEach(name -> routine(name, name.in(to)));
    }

    private void move(ObjectName from, ObjectName to) {
        @Nullable SchemaObject moved = schema.remove(from);
        if (moved == null) {
            // Made elsewhere; from now on it is known by this name.
            return;
        }
        schema.put(moved.called(to));
        schema.others().moved(from, to);
        schema.publications().moved(from, to);
        schema.privileges().moved(from, to);
        // The index of a constraint and the constraint have one name.
        if (moved instanceof Index index && index.constraint()) {
            schema.table(index.table())
                    .ifPresent(table -> schema.put(table.changingConstraints(each ->
                            each.indexed() && each.name().equals(from.name()) ? each.called(to.name()) : each)));
        }
        schema.pointingTo(from).forEach(object -> schema.put(pointing(object, from, to)));
    }

    private static SchemaObject pointing(SchemaObject object, ObjectName from, ObjectName to) {
        UnaryOperator<ObjectName> changed = name -> name.equals(from) ? to : name;
        if (object instanceof Index index) {
            return index.on(changed.apply(index.table()));
        }
        if (object instanceof Sequence sequence) {
            return from.equals(sequence.table()) ? sequence.ownedBy(to, sequence.column()) : sequence;
        }
        if (object instanceof View view && view.uses().contains(from)) {
            Set<ObjectName> uses = new HashSet<>(view.uses());
            uses.remove(from);
            uses.add(to);
            return view.using(uses);
        }
        if (object instanceof Table table) {
            return table.parents(
                            table.parents().stream().map(changed).toList(), table.partition(), table.defaultPartition())
                    .changingConstraints(each -> Objects.equals(each.references(), from) ? each.referencing(to) : each);
        }
        return object;
    }

    private void column(ObjectName name, String from, String to) {
        if (schema.object(name).orElse(null) instanceof View view) {
            schema.put(view.columns(renamed(view.columns(), from, to)));
            return;
        }
        Table table = schema.known(name);
        schema.put(table.changing(from, column -> column.called(to))
                .changingConstraints(
                        each -> each.columns(renamed(each.columns(), from, to), each.referencedColumns())));
        for (Index index : schema.indexes(name)) {
            schema.put(index.columns(
                    renamed(index.columns(), from, to), Set.copyOf(renamed(List.copyOf(index.computed()), from, to))));
        }
        for (Table other : schema.referrers(name)) {
            schema.put(other.changingConstraints(each -> name.equals(each.references())
                    ? each.columns(each.columns(), renamed(each.referencedColumns(), from, to))
                    : each));
        }
        schema.children(name).forEach(child -> column(child.name(), from, to));
    }

    private static List<String> renamed(List<String> names, String from, String to) {
        return names.stream().map(name -> name.equals(from) ? to : name).toList();
    }

    private void type(ObjectName from, ObjectName to) {
        @Nullable UserType type = schema.types().remove(from);
        if (type != null) {
            schema.types().put(to, type.called(to));
        }
    }

    private void routine(ObjectName from, ObjectName to) {
        @Nullable List<Routine> moved = schema.routines().remove(from);
        if (moved != null) {
            List<Routine> all = new ArrayList<>(schema.routines().getOrDefault(to, List.of()));
            moved.forEach(routine -> all.add(routine.called(to)));
            schema.routines().put(to, all);
        }
    }

    private void trigger(Rename statement, String from, String to) {
        @Nullable QualifiedName of = statement.object().of();
        if (of != null) {
            Table table = schema.known(of);
            Set<String> triggers = new HashSet<>(table.triggers());
            if (triggers.remove(from)) {
                triggers.add(to);
                schema.put(table.triggers(triggers));
            }
        }
    }
}
