package dev.bellows.schema;

import dev.bellows.sql.tree.CaseExpression;
import dev.bellows.sql.tree.Cast;
import dev.bellows.sql.tree.Collation;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Selection;
import dev.bellows.sql.tree.Subquery;
import java.util.Locale;

/**
 * What PostgreSQL calls a column that a query does not name, as {@code FigureColname} of its sources does:
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/parser/parse_target.c
 */
final class OutputNames {
    private static final String UNNAMED = "?column?";

    private OutputNames() {}

    static String of(Expression expression) {
        if (expression instanceof ColumnReference reference) {
            return reference.name().name();
        }
        if (expression instanceof FunctionCall call) {
            return call.name().name();
        }
        if (expression instanceof Cast cast) {
            String operand = of(cast.operand());
            return operand.equals(UNNAMED) ? cast.type().name() : operand;
        }
        if (expression instanceof Selection selection) {
            return selection.fields().isEmpty()
                    ? of(selection.operand())
                    : selection.fields().get(selection.fields().size() - 1).name();
        }
        if (expression instanceof Collation collation) {
            return of(collation.operand());
        }
        if (expression instanceof CaseExpression) {
            return "case";
        }
        if (expression instanceof Subquery subquery && !subquery.word().isEmpty()) {
            return subquery.word().toLowerCase(Locale.ROOT);
        }
        return UNNAMED;
    }
}
