package dev.bellows.effect;

import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.NullTest;
import dev.bellows.sql.tree.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What spares PostgreSQL the look at every row before a column is NOT NULL. */
public final class NotNullProofs {
    private final Schema schema;

    /** The proofs of a schema. */
    public NotNullProofs(Schema schema) {
        this.schema = schema;
    }

    /** Whether it is so already, or a validated CHECK says it. */
    public boolean proven(ObjectName name, String column) {
        @Nullable Table table = schema.table(name).orElse(null);
        if (table == null) {
            return false;
        }
        boolean already = table.column(column).map(each -> each.notNull()).orElse(false);
        return already
                || table.constraints().stream()
                        .filter(constraint -> (constraint.kind() == SchemaConstraint.Kind.CHECK
                                        || constraint.kind() == SchemaConstraint.Kind.NOT_NULL)
                                && constraint.validated())
                        .map(SchemaConstraint::check)
                        .anyMatch(check -> check != null && says(check, column));
    }

    private static boolean says(Expression check, String column) {
        if (check instanceof NullTest test) {
            return test.not()
                    && test.operand() instanceof ColumnReference reference
                    && reference.name().name().equals(column);
        }
        return check instanceof Operation operation
                && operation.is("AND")
                && operation.operands().stream().anyMatch(each -> says(each, column));
    }

    /** Whether a primary key would make a column NOT NULL that may still hold nulls. */
    boolean nullable(ObjectName name, KeyConstraint key) {
        @Nullable Identifier index = key.index();
        List<String> columns = index == null
                ? key.columns().stream().map(Identifier::name).toList()
                : schema.index(name.called(index.name())).map(Index::columns).orElse(List.of());
        return columns.stream().anyMatch(column -> !proven(name, column));
    }
}
