package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/**
 * Operators. The parser leaves a chain of them as a tree that leans to the left and may be as deep as the chain is long; the
 * chain is followed in a loop, and becomes one operation.
 */
final class OperationBuilder {
    private final ExpressionBuilder expressions;

    OperationBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    Expression operation(ParserRuleContext context) {
        return precedence(context) == 0 ? oneOperator(context) : chain(context);
    }

    /** A number for each precedence whose operators make chains; 0 for all others. */
    private static int precedence(ParseTree context) {
        if (context instanceof AndExpressionContext) {
            return 1;
        } else if (context instanceof OrExpressionContext) {
            return 2;
        } else if (context instanceof OperatorExpressionContext || isBinary(context)) {
            return operatorPrecedence(((SqlToken) context.getChild(1)).getType());
        }
        return 0;
    }

    private static boolean isBinary(ParseTree context) {
        return context instanceof SimpleExpressionContext
                && context.getChild(0) instanceof SimpleExpressionContext
                && context.getChild(context.getChildCount() - 1) instanceof SimpleExpressionContext;
    }

    private static int operatorPrecedence(int operator) {
        return switch (operator) {
            case PostgresParser.CARET -> 3;
            case PostgresParser.STAR, PostgresParser.SLASH, PostgresParser.PERCENT -> 4;
            case PostgresParser.PLUS, PostgresParser.MINUS -> 5;
            case PostgresParser.OPERATOR, PostgresParser.OPERATOR_WORD -> 6;
            default -> 0;
        };
    }

    private Expression chain(ParserRuleContext context) {
        int precedence = precedence(context);
        List<Expression> operands = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        ParseTree left = context;
        while (precedence(left) == precedence) {
            operands.add(expressions.operand(left.getChild(left.getChildCount() - 1)));
            operators.add(operator((ParserRuleContext) left));
            left = left.getChild(0);
        }
        operands.add(expressions.operand(left));
        Collections.reverse(operands);
        Collections.reverse(operators);
        return new Operation(operands, operators, NameBuilder.place(context));
    }

    /** What stands between and before the operands, upper case, one blank between words. */
    private static String operator(ParserRuleContext context) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            if (child instanceof TerminalNode token) {
                words.append(words.isEmpty() || isSign(words) ? "" : " ").append(token.getText());
            } else if (child instanceof OperatorNameContext name) {
                words.append(NameBuilder.text(name));
            }
        }
        return words.toString().toUpperCase(Locale.ROOT);
    }

    private static boolean isSign(StringBuilder words) {
        return !Character.isLetter(words.charAt(words.length() - 1));
    }

    private Expression oneOperator(ParserRuleContext context) {
        List<Expression> operands = new ArrayList<>(2);
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            if (child instanceof ExpressionContext
                    || child instanceof SimpleExpressionContext
                    || child instanceof ParenthesisedContext) {
                operands.add(expressions.operand(child));
            }
        }
        return new Operation(operands, List.of(operator(context)), NameBuilder.place(context));
    }
}
