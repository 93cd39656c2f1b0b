package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Column;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys that run out of numbers. */
final class SmallKey implements Rule {
    private static final RuleInfo INFO = RuleInfo.style("small-key", "A key of 32 or 16 bits.")
            .why("""
                    `integer` ends at 2,147,483,647 and `smallint` at 32,767, deleted rows and rolled back inserts counted. Widening a
                    key writes the table and every table that references it anew.""")
            .who("Everybody, on the day when the last number is taken: each insert fails.")
            .way("Use `bigint` for keys and for what references them.")
            .cost("Four bytes a row and index entry, often none because of alignment.");

    private static final Set<String> SMALL =
            Set.of("integer", "smallint", "serial", "serial4", "smallserial", "serial2");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        Map<String, DataType> types = new HashMap<>();
        for (Definitions.Defined each : Definitions.columns(statement)) {
            if (each.column().type() != null) {
                types.put(each.column().name().name(), each.column().type());
            }
        }
        Set<String> told = new HashSet<>();
        for (Definitions.Demanded each : Definitions.constraints(statement)) {
            boolean key = (each.constraint() instanceof KeyConstraint unique && unique.primary())
                    || each.constraint() instanceof ForeignKeyConstraint;
            if (key) {
                for (String column : each.columns()) {
                    @Nullable DataType written = types.get(column);
                    @Nullable
                    DataType type = written != null
                            ? written
                            : scope.column(each.table(), column)
                                    .map(Column::type)
                                    .orElse(null);
                    if (type != null && SMALL.contains(type.name()) && told.add(column)) {
                        findings.add(
                                written != null
                                        ? written.place()
                                        : each.constraint().place(),
                                "the key " + column + " of " + scope.text(each.table()) + " is " + type.name()
                                        + ", and runs out of numbers",
                                Way.NONE.then("make it bigint, and so what references it"));
                    }
                }
            }
        }
    }
}
