package dev.bellows.effect;

import dev.bellows.schema.Column;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.Cast;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.NullTest;
import dev.bellows.sql.tree.Operation;
import dev.bellows.sql.tree.PartitionBound;
import dev.bellows.sql.tree.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What spares PostgreSQL the look at every row of a table that becomes a partition, and of the default partition beside it:
 * validated checks that say the bound in its own words. See https://www.postgresql.org/docs/18/sql-altertable.html on ATTACH
 * PARTITION.
 */
final class PartitionProofs {
    private final Schema schema;

    PartitionProofs(Schema schema) {
        this.schema = schema;
    }

    /** Whether the rows of a table are known to belong into a partition of the whole. */
    boolean belongs(ObjectName whole, ObjectName partition, PartitionBound bound) {
        @Nullable Table table = schema.table(partition).orElse(null);
        @Nullable String column = column(whole);
        if (table == null || column == null || bound.isDefault()) {
            return false;
        }
        List<Expression> known = new ArrayList<>();
        checks(table).forEach(check -> conjuncts(check, known));
        boolean required = table.column(column).map(Column::notNull).orElse(false)
                || known.stream().anyMatch(each -> isRequired(each, column));
        List<String> said = said(known, column);
        List<String> demanded = demanded(whole, bound);
        return required && !demanded.isEmpty() && said.containsAll(demanded);
    }

    /** Whether the default partition is known to have no row that belongs into another one. */
    boolean excludes(ObjectName whole, ObjectName defaultPartition, PartitionBound bound) {
        @Nullable Table table = schema.table(defaultPartition).orElse(null);
        @Nullable String column = column(whole);
        List<String> demanded = demanded(whole, bound);
        if (table == null || column == null || demanded.isEmpty()) {
            return false;
        }
        return checks(table).stream()
                .filter(check ->
                        check instanceof Operation not && not.operands().size() == 1 && not.is("NOT"))
                .map(check -> ((Operation) check).operands().get(0))
                .anyMatch(inner -> {
                    List<Expression> known = new ArrayList<>();
                    conjuncts(inner, known);
                    known.removeIf(each -> isRequired(each, column));
                    List<String> said = said(known, column);
                    return said.size() == known.size() && demanded.containsAll(said);
                });
    }

    private static List<Expression> checks(Table table) {
        List<Expression> checks = new ArrayList<>();
        for (SchemaConstraint constraint : table.constraints()) {
            if (constraint.validated() && constraint.check() != null) {
                checks.add(constraint.check());
            }
        }
        return checks;
    }

    private static void conjuncts(Expression check, List<Expression> to) {
        if (check instanceof Operation operation && operation.operands().size() > 1 && operation.is("AND")) {
            operation.operands().forEach(each -> conjuncts(each, to));
        } else {
            to.add(check);
        }
    }

    private static boolean isRequired(Expression check, String column) {
        return check instanceof NullTest test && test.not() && is(test.operand(), column);
    }

    private static boolean is(Expression expression, String column) {
        return expression instanceof ColumnReference reference
                && reference.name().name().equals(column);
    }

    /** Comparisons of the column with constants. */
    private static List<String> said(List<Expression> known, String column) {
        List<String> said = new ArrayList<>();
        for (Expression each : known) {
            if (each instanceof Operation operation
                    && operation.operands().size() == 2
                    && is(operation.operands().get(0), column)) {
                @Nullable String value = value(operation.operands().get(1));
                if (value != null) {
                    said.add(operation.operators().get(0) + " " + value);
                }
            }
        }
        return said;
    }

    /** Likewise, of the bound; empty where it is not told in such words. */
    private List<String> demanded(ObjectName whole, PartitionBound bound) {
        @Nullable
        PartitionKey key = schema.table(whole).map(Table::partitionedBy).orElse(null);
        List<Expression> values = bound.values();
        if (key == null || bound.isDefault()) {
            return List.of();
        }
        if (key.strategy().equals("list")) {
            @Nullable String only = values.size() == 1 ? value(values.get(0)) : null;
            return only == null ? List.of() : List.of("= " + only);
        }
        if (!key.strategy().equals("range") || values.size() != 2) {
            return List.of();
        }
        List<String> demanded = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            @Nullable String value = value(values.get(i));
            boolean open = values.get(i) instanceof ColumnReference;
            if (value == null && !open) {
                return List.of();
            }
            if (value != null) {
                demanded.add((i == 0 ? ">= " : "< ") + value);
            }
        }
        return demanded;
    }

    private @Nullable String column(ObjectName whole) {
        @Nullable
        PartitionKey key = schema.table(whole).map(Table::partitionedBy).orElse(null);
        return key != null
                        && key.elements().size() == 1
                        && key.elements().get(0).expression() instanceof ColumnReference reference
                ? reference.name().name()
                : null;
    }

    private static @Nullable String value(Expression expression) {
        if (expression instanceof Cast cast) {
            return value(cast.operand());
        }
        return expression instanceof Literal literal && literal.kind() != Literal.Kind.NULL ? literal.value() : null;
    }
}
