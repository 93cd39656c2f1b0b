package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.ColumnDefinitionContext;
import dev.bellows.sql.grammar.PostgresParser.ColumnDefinitionsContext;
import dev.bellows.sql.grammar.PostgresParser.CycleClauseContext;
import dev.bellows.sql.grammar.PostgresParser.ExpressionContext;
import dev.bellows.sql.grammar.PostgresParser.ParenthesisedContext;
import dev.bellows.sql.grammar.PostgresParser.ParenthesisedTableContext;
import dev.bellows.sql.grammar.PostgresParser.PrimaryContext;
import dev.bellows.sql.grammar.PostgresParser.TableReferenceContext;
import dev.bellows.sql.grammar.PostgresParser.UpdateContext;
import dev.bellows.sql.grammar.PostgresParser.WindowContext;
import org.antlr.v4.runtime.Token;

/** What a query must be beyond the grammar. */
final class QueryChecks {
    private static final int LONGEST_EXCERPT = 40;

    private QueryChecks() {}

    /** What only a query can have stands behind an expression: that must have been a query in parentheses. */
    static void parenthesised(ParenthesisedContext context) {
        PrimaryContext primary = ExpressionChecks.primaryOf(context.expression(0));
        ParenthesisedContext inner = primary == null || primary.getChildCount() != 1 ? null : primary.parenthesised();
        if (inner == null || !isQuery(inner)) {
            throw unexpected(context.queryTail().getStart());
        }
    }

    /** Whether these parentheses hold a query rather than an expression or a row. */
    static boolean isQuery(ParenthesisedContext context) {
        for (ParenthesisedContext parentheses = context; ; ) {
            if (parentheses.simpleQuery() != null
                    || parentheses.queryPrimary() != null
                    || parentheses.queryTail() != null) {
                return true;
            }
            PrimaryContext primary =
                    parentheses.expression().size() != 1 ? null : ExpressionChecks.primaryOf(parentheses.expression(0));
            if (primary == null || primary.getChildCount() != 1 || primary.parenthesised() == null) {
                return false;
            }
            parentheses = primary.parenthesised();
        }
    }

    /** In FROM, parentheses hold a query or a join; a single table needs none. */
    static void parenthesisedTable(ParenthesisedTableContext context) {
        TableReferenceContext table = context.tableReference();
        if (table == null) {
            return;
        }
        ParenthesisedTableContext inner = table.tablePrimary().parenthesisedTable();
        boolean onlyParentheses =
                table.join().isEmpty() && inner != null && table.tablePrimary().getChildCount() == 1;
        if (context.queryTail() != null && !(onlyParentheses && isQuery(inner))) {
            throw unexpected(context.queryTail().getStart());
        }
        if (table.join().isEmpty() && !onlyParentheses) {
            throw SyntaxProblem.at(context.getStart(), "Parentheses in FROM hold a query or a join.");
        }
    }

    /** Whether these parentheses hold a query rather than a join. */
    static boolean isQuery(ParenthesisedTableContext context) {
        ParenthesisedTableContext parentheses = context;
        while (parentheses.tableReference() != null && parentheses.queryTail() == null) {
            TableReferenceContext table = parentheses.tableReference();
            if (!table.join().isEmpty() || table.tablePrimary().parenthesisedTable() == null) {
                return false;
            }
            parentheses = table.tablePrimary().parenthesisedTable();
        }
        return true;
    }

    /** Either every column has a type, or none. */
    static void columnDefinitions(ColumnDefinitionsContext context) {
        boolean typed = context.columnDefinition(0).typeName() != null;
        for (ColumnDefinitionContext column : context.columnDefinition()) {
            if ((column.typeName() != null) != typed) {
                throw SyntaxProblem.at(
                        column.getStart(), "Either all columns of a function have a type here, or none.");
            }
        }
    }

    /** Behind AS alone, without a name for the function. */
    static void typed(ColumnDefinitionsContext context) {
        if (context.columnDefinition(0).typeName() == null) {
            throw SyntaxProblem.at(
                    context.getStart(), "Columns without types need a name before them: AS name (a, b).");
        }
    }

    /** The marks of a cycle are constants. */
    static void cycle(CycleClauseContext context) {
        for (ExpressionContext mark : context.expression()) {
            if (!ExpressionChecks.isConstant(mark)) {
                throw SyntaxProblem.at(mark.getStart(), "The marks of a cycle are constants.");
            }
        }
    }

    /** A window is not named by the word that may begin its next part. */
    static void window(WindowContext context) {
        if (context.identifier() == null) {
            return;
        }
        Token name = context.identifier().getStart();
        switch (name.getType()) {
            case PostgresParser.PARTITION, PostgresParser.RANGE, PostgresParser.ROWS, PostgresParser.GROUPS ->
                throw unexpected(name);
            default -> {}
        }
    }

    /** UPDATE t SET …: SET is no alias here, though it could be one. */
    static void update(UpdateContext context) {
        if (context.AS() == null
                && context.identifier() != null
                && context.identifier().getStart().getType() == PostgresParser.SET) {
            throw unexpected(context.SET().getSymbol());
        }
    }

    static SyntaxProblem unexpected(Token token) {
        return SyntaxProblem.at(token, found(token));
    }

    /** What stands at a place where it should not. */
    static String found(Token token) {
        if (token.getType() == Token.EOF) {
            return "The statement is not complete.";
        }
        String text = token.getText();
        return "Syntax error at \""
                + (text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…") + "\".";
    }
}
