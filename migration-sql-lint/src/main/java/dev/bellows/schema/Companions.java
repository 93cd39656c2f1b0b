package dev.bellows.schema;

import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What CASCADE takes along, in words, as far as the folder tells. */
final class Companions {
    private final Schema schema;
    private final Dependents dependents;

    Companions(Schema schema) {
        this.schema = schema;
        this.dependents = new Dependents(schema);
    }

    /** With an object. */
    List<String> of(ObjectReference reference) {
        @Nullable QualifiedName name = reference.name();
        if (name == null) {
            return List.of();
        }
        return switch (reference.kind()) {
            case TABLE, FOREIGN_TABLE -> table(schema.resolve(name));
            case VIEW, MATERIALIZED_VIEW -> dependents.of(schema.resolve(name), null);
            case SEQUENCE -> sequence(schema.resolve(name));
            case TYPE, DOMAIN -> type(schema.resolveType(name));
            case FUNCTION, PROCEDURE, ROUTINE, AGGREGATE -> routine(schema.resolveRoutine(name));
            case SCHEMA -> schema(name.name());
            case INDEX ->
                schema.index(schema.resolve(name))
                        .map(index -> referrers(index.table(), index.columns()))
                        .orElse(List.of());
            default -> List.of();
        };
    }

    /** With a column: also the columns that are computed from it. */
    List<String> ofColumn(ObjectName table, String column) {
        List<String> words = new ArrayList<>(dependents.of(table, column));
        schema.table(table).ifPresent(each -> each.columns().stream()
                .filter(other -> other.generation() != Column.Generation.NONE
                        && other.defaultValue() != null
                        && Reads.columns(other.defaultValue()).contains(column))
                .forEach(other -> words.add("column " + table + "." + other.name())));
        return words;
    }

    /** With a constraint: the foreign keys that point to what it keeps unique. */
    List<String> ofConstraint(ObjectName table, String constraint) {
        return schema.table(table)
                .flatMap(each -> each.constraint(constraint))
                .filter(SchemaConstraint::indexed)
                .map(each -> referrers(table, each.columns()))
                .orElse(List.of());
    }

    private List<String> referrers(ObjectName table, List<String> columns) {
        List<String> words = new ArrayList<>();
        for (Table other : schema.referrers(table)) {
            for (SchemaConstraint constraint : other.constraints()) {
                boolean points = columns.stream().allMatch(column -> dependents.points(constraint, table, column));
                if (points && Objects.equals(constraint.references(), table)) {
                    words.add("constraint " + constraint.name() + " on " + other.name());
                }
            }
        }
        return words;
    }

    /** Partitions go without CASCADE; children of another kind need it. */
    private List<String> table(ObjectName name) {
        List<String> words = new ArrayList<>(dependents.of(name, null));
        for (Table child : schema.children(name)) {
            if (!child.partition()) {
                words.add("table " + child.name());
            }
            words.addAll(table(child.name()));
        }
        return words;
    }

    private List<String> sequence(ObjectName name) {
        return columns("default of ", column -> calls(column.defaultValue(), "nextval", name));
    }

    private List<String> type(ObjectName name) {
        Set<String> words = new LinkedHashSet<>(columns("column ", column -> is(column.type(), name)));
        for (UserType other : schema.types().values()) {
            if (is(other.base(), name)) {
                words.add("domain " + other.name());
                words.addAll(type(other.name()));
            }
        }
        schema.routines()
                .values()
                .forEach(routines -> routines.forEach(routine -> {
                    if (is(routine.returns(), name)
                            || routine.parameters().stream().anyMatch(each -> is(each, name))) {
                        words.add((routine.procedure() ? "procedure " : "function ") + routine.name());
                    }
                }));
        return new ArrayList<>(words);
    }

    private boolean is(@Nullable DataType type, ObjectName name) {
        return type != null
                && schema.type(type).map(each -> each.name().equals(name)).orElse(false);
    }

    private List<String> routine(ObjectName name) {
        List<String> words = new ArrayList<>(schema.others().triggers(name));
        words.addAll(columns("default of ", column -> calls(column.defaultValue(), name)));
        schema.views().stream()
                .filter(view -> calls(view.query(), name))
                .forEach(view -> words.add("view " + view.name()));
        for (Table table : schema.tables()) {
            table.constraints().stream()
                    .filter(each -> calls(each.check(), name))
                    .forEach(each -> words.add("constraint " + each.name() + " on " + table.name()));
        }
        return words;
    }

    private boolean calls(@Nullable Node node, ObjectName routine) {
        return node != null
                && Nodes.inside(node, FunctionCall.class).stream()
                        .anyMatch(call -> schema.resolveRoutine(call.name()).equals(routine));
    }

    private static boolean calls(@Nullable Expression expression, String function, ObjectName argument) {
        return expression != null
                && Nodes.inside(expression, FunctionCall.class).stream()
                        .filter(call -> call.name().name().equals(function))
                        .flatMap(call -> Nodes.inside(call, Literal.class).stream())
                        .anyMatch(text -> text.value().contains(argument.name()));
    }

    private List<String> columns(String word, Predicate<Column> wanted) {
        List<String> words = new ArrayList<>();
        for (Table table : schema.tables()) {
            table.columns().stream()
                    .filter(wanted)
                    .forEach(column -> words.add(word + table.name() + "." + column.name()));
        }
        return words;
    }

    private List<String> schema(String name) {
        Set<String> words = new LinkedHashSet<>();
        for (SchemaObject object : schema.objects()) {
            if (object.name().schema().equals(name) && !(object instanceof Index) && !owned(object)) {
                words.add(word(object) + object.name());
                words.addAll(dependents.of(object.name(), null));
            }
        }
        schema.types().keySet().stream()
                .filter(type -> type.schema().equals(name))
                .forEach(type -> {
                    words.add("type " + type);
                    words.addAll(type(type));
                });
        schema.routines().keySet().stream()
                .filter(routine -> routine.schema().equals(name))
                .forEach(routine -> words.add("function " + routine));
        return new ArrayList<>(words);
    }

    private static boolean owned(SchemaObject object) {
        return object instanceof Sequence sequence && sequence.table() != null;
    }

    private static String word(SchemaObject object) {
        ObjectKind kind = object instanceof Table
                ? ObjectKind.TABLE
                : object instanceof View view && view.materialized()
                        ? ObjectKind.MATERIALIZED_VIEW
                        : object instanceof View ? ObjectKind.VIEW : ObjectKind.SEQUENCE;
        return kind.words().toLowerCase(Locale.ROOT) + " ";
    }
}
