package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.PartitionBound;
import dev.bellows.sql.tree.PartitionKey;
import dev.bellows.sql.tree.QualifiedName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way to a new partition without a scan under a lock. */
final class PartitionWay {
    private final Scope scope;
    private final QualifiedName whole;
    private final @Nullable PartitionBound bound;

    PartitionWay(Scope scope, QualifiedName whole, @Nullable PartitionBound bound) {
        this.scope = scope;
        this.whole = whole;
        this.bound = bound;
    }

    /** The default partition of the whole, when somebody may have rows in it. */
    Optional<Table> defaultPartition() {
        return scope.schema().children(scope.name(whole)).stream()
                .filter(Table::defaultPartition)
                .filter(table -> !scope.unused(table.name()))
                .findFirst();
    }

    /** A check that says the bound, validated while readers and writers pass. */
    Way proving(Way way, QualifiedName partition) {
        return checked(
                way,
                scope.text(partition),
                Sql.join(partition.name(), "bound"),
                "(" + condition() + ")",
                "belongs into it");
    }

    /** Likewise for the default partition, which must not have such rows. */
    Way excluding(Way way) {
        return defaultPartition()
                .map(table -> checked(
                        way,
                        written(table),
                        rest(table),
                        "(NOT (" + condition() + "))",
                        "belongs into the new partition"))
                .orElse(way);
    }

    /** Drops what was only there for the proof. */
    Way tidying(Way way, @Nullable QualifiedName partition) {
        Way tidy = partition == null
                ? way
                : way.expand(
                        "the bound says it now",
                        "ALTER TABLE " + scope.text(partition) + " DROP CONSTRAINT "
                                + Sql.join(partition.name(), "bound") + ";");
        return defaultPartition()
                .map(table -> tidy.expand(
                        "the bound says it now",
                        "ALTER TABLE " + written(table) + " DROP CONSTRAINT " + rest(table) + ";"))
                .orElse(tidy);
    }

    private static Way checked(Way way, String table, String name, String check, String what) {
        boolean negative = check.startsWith("(NOT");
        return way.contract(
                        (negative ? "from now on no row of " : "from now on each row of ") + table + " " + what
                                + "; only when no code writes others",
                        "ALTER TABLE " + table + " ADD CONSTRAINT " + name + " CHECK " + check + " NOT VALID;")
                .expand(
                        "reads the rows while everybody works on",
                        "ALTER TABLE " + table + " VALIDATE CONSTRAINT " + name + ";");
    }

    private String rest(Table table) {
        return Sql.join(table.name().name(), "without", scope.name(whole).name());
    }

    private String written(Table table) {
        String name = Sql.quoted(table.name().name());
        return whole.schema() == null ? name : Sql.quoted(table.name().schema()) + "." + name;
    }

    private String condition() {
        @Nullable
        PartitionKey key = scope.table(whole).map(Table::partitionedBy).orElse(null);
        PartitionBound at = bound;
        boolean simple = key != null
                && key.elements().size() == 1
                && key.elements().get(0).expression() instanceof ColumnReference;
        if (key == null || at == null || !simple || key.strategy().equals("hash")) {
            return "/* the bound, as a condition on the partition key */";
        }
        String column = Sql.quoted(
                ((ColumnReference) key.elements().get(0).expression()).name().name());
        List<String> values = at.values().stream().map(scope::text).toList();
        if (key.strategy().equals("list")) {
            return column + " IS NOT NULL AND " + column
                    + (values.size() == 1 ? " = " + values.get(0) : " IN (" + String.join(", ", values) + ")");
        }
        boolean lower = !(at.values().get(0) instanceof ColumnReference);
        boolean upper = !(at.values().get(1) instanceof ColumnReference);
        return column + " IS NOT NULL" + (lower ? " AND " + column + " >= " + values.get(0) : "")
                + (upper ? " AND " + column + " < " + values.get(1) : "");
    }
}
