package dev.bellows.schema;

import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.IndexElement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Indexes, those of constraints and of partitions among them. */
final class Indexes {
    private static final String EXPRESSION = "";

    private final Schema schema;

    Indexes(Schema schema) {
        this.schema = schema;
    }

    void create(CreateIndex statement) {
        ObjectName table = schema.resolve(statement.table().name());
        @Nullable Identifier written = statement.name();
        String name = written != null ? written.name() : free(table, labels(statement.elements()), "idx");
        if (statement.ifNotExists() && schema.object(table.called(name)).isPresent()) {
            return;
        }
        Index index = new Index(
                table.called(name),
                table,
                columns(statement.elements()),
                statement.unique(),
                statement.where() != null,
                computed(statement),
                false,
                schema.migration());
        schema.put(index);
        if (!statement.table().only()) {
            schema.children(table).stream().filter(Table::partition).forEach(child -> partition(index, child));
        }
    }

    /** The index of a constraint; likewise on the partitions that there are. */
    void put(Table table, String name, List<String> columns, boolean unique) {
        Index index = new Index(
                table.name().called(name), table.name(), columns, unique, false, Set.of(), true, schema.migration());
        schema.put(index);
        schema.children(table.name()).stream().filter(Table::partition).forEach(child -> partition(index, child));
    }

    /** A constraint takes an index, which gets its name. */
    void take(ObjectName index, ObjectName constraint) {
        schema.index(index).ifPresent(each -> {
            schema.remove(index);
            schema.put(each.called(constraint).carrying(true));
        });
    }

    /** A partition has an index for each one of the whole. */
    void ofPartition(Table partition, ObjectName whole) {
        schema.indexes(whole).forEach(index -> partition(index, partition));
    }

    /** Likewise, for a table that becomes one: an index of its own that fits is taken. */
    void missingOfPartition(Table partition, ObjectName whole) {
        List<Index> own = schema.indexes(partition.name());
        for (Index index : schema.indexes(whole)) {
            boolean fits = own.stream()
                    .anyMatch(each -> each.columns().equals(index.columns())
                            && each.unique() == index.unique()
                            && (each.constraint() || !index.constraint()));
            if (!fits) {
                partition(index, schema.known(partition.name()));
            }
        }
    }

    private void partition(Index index, Table partition) {
        boolean primary = index.constraint()
                && schema.table(index.table())
                        .flatMap(Table::primaryKey)
                        .map(key -> key.name().equals(index.name().name()))
                        .orElse(false);
        String label = primary ? "pkey" : index.constraint() ? "key" : "idx";
        String name = free(partition.name(), primary ? List.of() : labelled(index.columns()), label);
        Index own = new Index(
                partition.name().called(name),
                partition.name(),
                index.columns(),
                index.unique(),
                index.partial(),
                index.computed(),
                index.constraint(),
                schema.migration());
        schema.put(own);
        if (index.constraint()) {
            Table now = schema.known(partition.name());
            schema.put(now.with(new SchemaConstraint(
                    name,
                    primary ? SchemaConstraint.Kind.PRIMARY_KEY : SchemaConstraint.Kind.UNIQUE,
                    index.columns(),
                    true,
                    null,
                    List.of(),
                    null,
                    schema.migration())));
        }
        schema.children(partition.name()).stream().filter(Table::partition).forEach(child -> partition(own, child));
    }

    /** LIKE … INCLUDING INDEXES. */
    void copy(Table from, ObjectName to) {
        for (Index index : schema.indexes(from.name())) {
            partition(index, schema.known(to));
        }
    }

    private String free(ObjectName table, List<String> labels, String label) {
        return GeneratedNames.of(table.name(), labels, label, candidate -> schema.object(table.called(candidate))
                .isPresent());
    }

    /** The columns; an empty text for what is no column. */
    List<String> columns(List<IndexElement> elements) {
        return elements.stream()
                .map(element -> element.expression() instanceof ColumnReference column
                        ? column.name().name()
                        : EXPRESSION)
                .toList();
    }

    private static Set<String> computed(CreateIndex statement) {
        Set<String> computed = new HashSet<>();
        for (IndexElement element : statement.elements()) {
            if (!(element.expression() instanceof ColumnReference)) {
                computed.addAll(Reads.columns(element.expression()));
            }
        }
        if (statement.where() != null) {
            computed.addAll(Reads.columns(statement.where()));
        }
        return computed;
    }

    /** What a generated name says of each: a column's name, a function's, or {@code expr}; numbered where they repeat. */
    List<String> labels(List<IndexElement> elements) {
        return distinct(elements.stream()
                .map(element -> element.expression() instanceof ColumnReference column
                        ? column.name().name()
                        : element.expression() instanceof FunctionCall call
                                ? call.name().name()
                                : "expr")
                .toList());
    }

    private static List<String> labelled(List<String> columns) {
        return distinct(columns.stream()
                .map(column -> column.isEmpty() ? "expr" : column)
                .toList());
    }

    private static List<String> distinct(List<String> labels) {
        List<String> distinct = new ArrayList<>();
        for (String label : labels) {
            String candidate = label;
            for (int i = 1; distinct.contains(candidate); i++) {
                candidate = label + i;
            }
            distinct.add(candidate);
        }
        return distinct;
    }
}
