package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Values with whatever is done with them. */
final class ExpressionBuilder {
    /** What is nested in other ways, such as casts of casts; the parser has bounded the rest. */
    private static final int DEEPEST = 200;

    private final PrimaryBuilder primaries;
    private final OperationBuilder operations;
    private int depth;

    ExpressionBuilder(StatementBuilder statements) {
        this.primaries = new PrimaryBuilder(this, statements);
        this.operations = new OperationBuilder(this);
    }

    @Nullable
    Expression expressionOrNull(@Nullable ExpressionContext context) {
        return context == null ? null : expression(context);
    }

    List<Expression> expressions(@Nullable ExpressionListContext context) {
        return context == null ? List.of() : expressions(context.expression());
    }

    List<Expression> expressions(List<ExpressionContext> contexts) {
        List<Expression> expressions = new ArrayList<>(contexts.size());
        for (ExpressionContext context : contexts) {
            expressions.add(expression(context));
        }
        return expressions;
    }

    /** All values in a part, in their order, whatever stands around them. */
    List<Expression> within(@Nullable ParserRuleContext context) {
        List<Expression> found = new ArrayList<>();
        primaries.collect(context, found);
        return found;
    }

    /** One value, of any of the three rules for them, or null for another part. */
    @Nullable
    Expression any(ParseTree context) {
        if (context instanceof ExpressionContext expression) {
            return expression(expression);
        } else if (context instanceof SimpleExpressionContext simple) {
            return simple(simple);
        }
        return context instanceof PrimaryContext primary ? primaries.primary(primary) : null;
    }

    Expression expression(ExpressionContext context) {
        if (context instanceof PrimaryExpressionContext only) {
            return primaries.primary(only.primary());
        }
        if (++depth > DEEPEST) {
            throw SyntaxProblem.at(context.getStart(), "Operators are nested too deeply here. Split the statement.");
        }
        Expression expression = operation(context);
        depth--;
        return expression;
    }

    private Expression operation(ExpressionContext context) {
        if (context instanceof CastExpressionContext cast) {
            return cast(cast.expression(), cast.typeName(), cast);
        } else if (context instanceof IsExpressionContext is) {
            return is(is);
        } else if (context instanceof CollateExpressionContext collate) {
            return new Collation(
                    expression(collate.expression()),
                    NameBuilder.qualified(collate.qualifiedName()),
                    NameBuilder.place(collate));
        } else if (context instanceof DefaultExpressionContext) {
            return new DefaultValue(NameBuilder.place(context));
        } else if (context instanceof InExpressionContext in) {
            return new Operation(
                    List.of(expression(in.expression()), primaries.list(in.parenthesised())),
                    List.of(in.NOT() == null ? "IN" : "NOT IN"),
                    NameBuilder.place(in));
        } else if (context instanceof BetweenExpressionContext between) {
            return between(between);
        }
        return operations.operation(context);
    }

    private Expression cast(ExpressionContext operand, TypeNameContext type, ParserRuleContext whole) {
        return new Cast(expression(operand), TypeNameBuilder.type(type), NameBuilder.place(whole));
    }

    private Expression is(IsExpressionContext context) {
        IsConditionContext condition = context.isCondition();
        Expression operand = expression(context.expression());
        if (condition == null || condition.NULL() != null) {
            boolean not = context.NOT() != null || context.NOTNULL() != null;
            return new NullTest(operand, not, NameBuilder.place(context));
        }
        String operator = (context.NOT() == null ? "IS " : "IS NOT ") + NameBuilder.words(condition);
        return new Operation(List.of(operand), List.of(operator), NameBuilder.place(context));
    }

    private Expression between(BetweenExpressionContext context) {
        return new Operation(
                List.of(
                        expression(context.expression(0)),
                        simple(context.simpleExpression()),
                        expression(context.expression(1))),
                List.of(context.NOT() == null ? "BETWEEN" : "NOT BETWEEN", "AND"),
                NameBuilder.place(context));
    }

    /** The call by name that a part of the tree is, without those inside it; null for every other part. */
    @Nullable
    FunctionCall callAt(ParserRuleContext context) {
        return primaries.callAt(context);
    }

    FunctionCall call(CallContext context) {
        return primaries.call(context);
    }

    List<IndexElement> indexElements(List<IndexElementContext> contexts) {
        List<IndexElement> elements = new ArrayList<>(contexts.size());
        for (IndexElementContext context : contexts) {
            List<QualifiedNameContext> names = context.qualifiedName();
            boolean collated = context.COLLATE() != null;
            elements.add(new IndexElement(
                    columnOrExpression(context.identifier(), context.functionCall(), context.expression()),
                    collated ? NameBuilder.qualified(names.get(0)) : null,
                    names.size() > (collated ? 1 : 0) ? NameBuilder.qualified(names.get(names.size() - 1)) : null,
                    context.DESC() != null,
                    NameBuilder.place(context)));
        }
        return elements;
    }

    /** What is indexed, or divides a table: a column, a call, or an expression in parentheses. */
    Expression columnOrExpression(
            @Nullable IdentifierContext column,
            @Nullable FunctionCallContext call,
            @Nullable ExpressionContext expression) {
        if (expression != null) {
            return expression(expression);
        } else if (call != null) {
            return primaries.call(call);
        }
        Identifier name = NameBuilder.identifier(java.util.Objects.requireNonNull(column));
        return new ColumnReference(NameBuilder.qualified(name), name.place());
    }

    /** An operand: a value, or what stands in parentheses behind IN or ANY. */
    Expression operand(ParseTree context) {
        Expression operand = any(context);
        return operand == null ? primaries.list((ParenthesisedContext) context) : operand;
    }

    Expression simple(SimpleExpressionContext context) {
        if (context.primary() != null) {
            return primaries.primary(context.primary());
        }
        if (++depth > DEEPEST) {
            throw SyntaxProblem.at(context.getStart(), "Operators are nested too deeply here. Split the statement.");
        }
        Expression expression;
        if (context.typeName() != null) {
            expression = new Cast(
                    simple(context.simpleExpression(0)),
                    TypeNameBuilder.type(context.typeName()),
                    NameBuilder.place(context));
        } else {
            expression = operations.operation(context);
        }
        depth--;
        return expression;
    }
}
