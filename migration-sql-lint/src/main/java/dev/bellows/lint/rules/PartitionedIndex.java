package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way to an index on a partitioned table: CREATE INDEX CONCURRENTLY does not work there. */
final class PartitionedIndex {
    private PartitionedIndex() {}

    static Way way(CreateIndex index, Scope scope) {
        QualifiedName table = index.table().name();
        @Nullable Identifier written = index.name();
        String name = written == null ? generated(index) : written.written();
        String unique = index.unique() ? "UNIQUE " : "";
        String body = scope.after(index.table().place()).strip();
        ObjectName whole = scope.name(table);
        Way way = Way.NONE.expand(
                "an index of the whole, INVALID until each partition has its part; it takes no time",
                "CREATE " + unique + "INDEX " + name + " ON ONLY " + scope.text(table) + " " + body + ";");
        List<Table> partitions = scope.schema().children(whole);
        if (partitions.isEmpty()) {
            return way.then("for each partition: CREATE " + unique
                    + "INDEX CONCURRENTLY on it with the same columns, alone" + " in its migration, then ALTER INDEX "
                    + name + " ATTACH PARTITION with the name of that index");
        }
        for (Table partition : partitions) {
            way = way.expand(
                    "alone in its migration" + deeper(partition),
                    "CREATE " + unique + "INDEX CONCURRENTLY " + own(partition, name) + " ON "
                            + written(partition, table) + " " + body + ";");
        }
        StringBuilder attach = new StringBuilder();
        for (Table partition : partitions) {
            attach.append(attach.length() == 0 ? "" : "\n")
                    .append("ALTER INDEX ")
                    .append(qualified(table, name))
                    .append(" ATTACH PARTITION ")
                    .append(qualified(table, own(partition, name)))
                    .append(";");
        }
        return way.expand("the whole's index becomes valid with the last of them", attach.toString());
    }

    private static String deeper(Table partition) {
        return partition.kind() == Table.Kind.PARTITIONED
                ? "; this one has partitions itself, so do there as here: ON ONLY, each partition, ATTACH"
                : "";
    }

    private static String own(Table partition, String name) {
        return Sql.join(partition.name().name(), name.replace("\"", ""));
    }

    private static String written(Table partition, QualifiedName whole) {
        String name = Sql.quoted(partition.name().name());
        return whole.schema() == null ? name : Sql.quoted(partition.name().schema()) + "." + name;
    }

    private static String qualified(QualifiedName table, String name) {
        return table.schema() == null ? name : Sql.quoted(table.schema()) + "." + name;
    }

    private static String generated(CreateIndex index) {
        List<String> parts = new ArrayList<>();
        parts.add(index.table().name().name());
        index.elements()
                .forEach(element -> parts.add(
                        element.expression() instanceof ColumnReference column
                                ? column.name().name()
                                : "expr"));
        parts.add("idx");
        return Sql.join(parts.toArray(String[]::new));
    }
}
