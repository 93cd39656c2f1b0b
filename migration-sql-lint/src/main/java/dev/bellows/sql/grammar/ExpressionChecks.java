package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.BetweenExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.ComparisonExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.DistinctExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.ExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.InExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.IsExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.JsonTableContext;
import dev.bellows.sql.grammar.PostgresParser.LikeExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.NameOrCallContext;
import dev.bellows.sql.grammar.PostgresParser.ParenthesisedContext;
import dev.bellows.sql.grammar.PostgresParser.PrimaryContext;
import dev.bellows.sql.grammar.PostgresParser.PrimaryExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.QuantifiedExpressionContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** What an expression must be beyond the grammar. */
final class ExpressionChecks {
    private ExpressionChecks() {}

    /** Comparisons and pattern matches have no associativity: {@code a = b = c} is an error. */
    static void notChained(ExpressionContext context) {
        ParseTree left = context.getChild(0);
        boolean chained;
        if (context instanceof IsExpressionContext || context instanceof DistinctExpressionContext) {
            chained = left instanceof DistinctExpressionContext;
        } else if (context instanceof ComparisonExpressionContext || context instanceof QuantifiedExpressionContext) {
            chained = left instanceof ComparisonExpressionContext;
        } else if (context instanceof InExpressionContext
                || context instanceof LikeExpressionContext
                || context instanceof BetweenExpressionContext) {
            chained = left instanceof LikeExpressionContext || left instanceof BetweenExpressionContext;
        } else {
            chained = false;
        }
        if (chained) {
            throw SyntaxProblem.at(
                    ((ExpressionContext) left).getStop(),
                    "Comparisons cannot be chained. Put one of them into parentheses.");
        }
    }

    /** ANY, SOME and ALL take one array or one query. */
    static void quantified(ExpressionContext context) {
        ParenthesisedContext operand = (ParenthesisedContext) context.getChild(context.getChildCount() - 1);
        if (operand.expression().size() > 1) {
            throw SyntaxProblem.at(operand.expression(1).getStart(), "ANY, SOME and ALL take one array or one query.");
        }
    }

    /** A row has fields only when ROW stands before it. */
    static void selection(PrimaryContext context) {
        if (context.getChildCount() > 1 && context.parenthesised().expression().size() > 1) {
            throw QueryChecks.unexpected(((ParserRuleContext) context.getChild(1)).getStart());
        }
    }

    /** Both operands are rows of two. */
    static void overlaps(ExpressionContext context) {
        if (rowSize(context.getChild(0)) != 2 || rowSize(context.getChild(2)) != 2) {
            throw SyntaxProblem.at(
                    context.getStart(), "OVERLAPS compares two pairs: (start, end) OVERLAPS (start, end).");
        }
    }

    private static int rowSize(ParseTree expression) {
        PrimaryContext primary = primaryOf(expression);
        if (primary == null) {
            return -1;
        }
        ParenthesisedContext parenthesised = primary.parenthesised();
        if (parenthesised != null) {
            return parenthesised.expression().size();
        }
        if (primary.ROW() != null && primary.expressionList() != null) {
            return primary.expressionList().expression().size();
        }
        return -1;
    }

    /** JSON_TABLE takes its path as a string. */
    static void path(JsonTableContext context) {
        PrimaryContext primary = primaryOf(context.expression());
        if (primary == null || primary.literal() == null || primary.literal().string() == null) {
            throw SyntaxProblem.at(context.expression().getStart(), "The path of JSON_TABLE is a string.");
        }
    }

    /** A constant, also one with its type before it. */
    static boolean isConstant(ExpressionContext context) {
        PrimaryContext primary = primaryOf(context);
        if (primary == null || primary.getChildCount() != 1) {
            return false;
        }
        NameOrCallContext typed = primary.nameOrCall();
        return primary.literal() != null
                || primary.typedString() != null
                || (typed != null
                        && typed.callSuffix() != null
                        && typed.callSuffix().string() != null);
    }

    /** What an expression without any operator is; null for every other. */
    static @Nullable PrimaryContext primaryOf(@Nullable ParseTree expression) {
        return expression instanceof PrimaryExpressionContext only ? only.primary() : null;
    }
}
