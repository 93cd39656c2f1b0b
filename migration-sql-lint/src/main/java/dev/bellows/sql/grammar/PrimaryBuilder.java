package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Values without operators: constants, columns, calls, and what stands in parentheses. */
final class PrimaryBuilder {
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;

    PrimaryBuilder(ExpressionBuilder expressions, StatementBuilder statements) {
        this.expressions = expressions;
        this.statements = statements;
    }

    Expression primary(PrimaryContext context) {
        ParserRuleContext first = context.getChild(0) instanceof ParserRuleContext rule ? rule : context;
        return switch (first.getRuleIndex()) {
            case PostgresParser.RULE_literal -> literal((LiteralContext) first);
            case PostgresParser.RULE_nameOrCall -> nameOrCall((NameOrCallContext) first);
            case PostgresParser.RULE_parenthesised -> selection(list((ParenthesisedContext) first), context);
            case PostgresParser.RULE_typedString -> typedString((TypedStringContext) first);
            case PostgresParser.RULE_specialFunction -> special((SpecialFunctionContext) first);
            case PostgresParser.RULE_jsonFunction, PostgresParser.RULE_jsonAggregate -> wordCall(first);
            case PostgresParser.RULE_caseExpression ->
                new CaseExpression(expressions.within(first), NameBuilder.place(first));
            default -> word(context);
        };
    }

    private Expression word(PrimaryContext context) {
        Place place = NameBuilder.place(context);
        if (context.PARAMETER() != null) {
            String number = context.PARAMETER().getText().substring(1);
            return selection(new ParameterReference(number, NameBuilder.place((SqlToken) context.getStart())), context);
        } else if (context.query() != null) {
            Query query = statements.queries().query(context.query());
            return new Subquery(context.EXISTS() != null ? "EXISTS" : "ARRAY", query, place);
        } else if (context.arrayElements() != null) {
            return new ArrayValue(expressions.within(context.arrayElements()), place);
        } else if (context.ROW() != null) {
            return new RowValue(expressions.expressions(context.expressionList()), place);
        }
        return wordCall(context);
    }

    /** GROUPING (…), COALESCE (…) and whatever else is called by a key word. */
    private FunctionCall wordCall(ParserRuleContext context) {
        Identifier word = NameBuilder.identifier(context);
        return new FunctionCall(
                NameBuilder.qualified(word),
                expressions.within(context),
                List.of(),
                false,
                false,
                NameBuilder.place(context));
    }

    private Expression special(SpecialFunctionContext context) {
        if (context.typeName() == null) {
            return wordCall(context);
        }
        return new Cast(
                expressions.expression(context.expression(0)),
                TypeNameBuilder.type(context.typeName()),
                NameBuilder.place(context));
    }

    private static Literal literal(LiteralContext context) {
        SqlToken token = (SqlToken) context.getStart();
        Place place = NameBuilder.place(token);
        String text = token.getText();
        return switch (token.getType()) {
            case PostgresParser.INTEGER, PostgresParser.NUMERIC -> new Literal(Literal.Kind.NUMBER, text, place);
            case PostgresParser.BIT_STRING, PostgresParser.HEXADECIMAL_STRING ->
                new Literal(Literal.Kind.BITS, text, place);
            case PostgresParser.TRUE, PostgresParser.FALSE ->
                new Literal(Literal.Kind.BOOLEAN, text.toLowerCase(Locale.ROOT), place);
            case PostgresParser.NULL -> new Literal(Literal.Kind.NULL, "null", place);
            default -> new Literal(Literal.Kind.STRING, StringValues.of(text), place);
        };
    }

    private static Expression typedString(TypedStringContext context) {
        StringContext string = context.string();
        Literal value = new Literal(Literal.Kind.STRING, NameBuilder.string(string), NameBuilder.place(string));
        return new Cast(value, TypeNameBuilder.type(context), NameBuilder.place(context));
    }

    /** A value, a row of values or a query in parentheses. */
    Expression list(ParenthesisedContext context) {
        if (QueryChecks.isQuery(context)) {
            return new Subquery("", statements.queries().query(context), NameBuilder.place(context));
        }
        List<ExpressionContext> values = context.expression();
        return values.size() == 1
                ? expressions.expression(values.get(0))
                : new RowValue(expressions.expressions(values), NameBuilder.place(context));
    }

    private Expression selection(Expression operand, PrimaryContext context) {
        Expression selected = context.fieldOrElement().isEmpty()
                ? operand
                : select(operand, List.of(), context.fieldOrElement(), context);
        return context.allFields() == null ? selected : new AllColumns(selected, NameBuilder.place(context));
    }

    private Selection select(
            Expression operand, List<Expression> first, List<FieldOrElementContext> rest, ParserRuleContext whole) {
        List<Expression> subscripts = new ArrayList<>(first);
        List<Identifier> fields = new ArrayList<>();
        for (FieldOrElementContext part : rest) {
            if (part.label() == null) {
                subscripts.addAll(expressions.within(part.subscript()));
            } else {
                fields.add(NameBuilder.identifier(part.label()));
            }
        }
        return new Selection(operand, subscripts, fields, NameBuilder.place(whole));
    }

    private Expression nameOrCall(NameOrCallContext context) {
        Place place = NameBuilder.place(context);
        QualifiedName name = name(context);
        if (context.callSuffix() != null) {
            return call(name, context.callSuffix(), place);
        }
        Expression column = new ColumnReference(name, name.place());
        SubscriptsContext subscripts = context.subscripts();
        if (subscripts != null) {
            column = select(column, expressions.within(subscripts.subscript()), subscripts.fieldOrElement(), context);
        }
        return context.allFields() == null ? column : new AllColumns(column, place);
    }

    private static QualifiedName name(NameOrCallContext context) {
        List<Identifier> parts = new ArrayList<>(2);
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            if (child instanceof CallSuffixContext
                    || child instanceof SubscriptsContext
                    || child instanceof AllFieldsContext) {
                break;
            } else if (child instanceof ParserRuleContext part) {
                parts.add(NameBuilder.identifier(part));
            }
        }
        Place last = parts.get(parts.size() - 1).place();
        return new QualifiedName(parts, new Place(parts.get(0).place().start(), last.end()));
    }

    private Expression call(QualifiedName name, CallSuffixContext suffix, Place place) {
        StringContext string = suffix.string();
        if (string == null) {
            return call(name, suffix.arguments(), suffix, place);
        }
        List<String> modifiers = suffix.arguments() == null
                ? List.of()
                : suffix.arguments().argument().stream().map(NameBuilder::text).toList();
        DataType type = new DataType(name.schema(), name.name(), modifiers, 0, false, false, name.place());
        Literal value = new Literal(Literal.Kind.STRING, NameBuilder.string(string), NameBuilder.place(string));
        return new Cast(value, type, place);
    }

    private FunctionCall call(
            QualifiedName name, ArgumentsContext arguments, @Nullable CallSuffixContext suffix, Place place) {
        List<Expression> modifiers = new ArrayList<>();
        collect(arguments.orderBy(), modifiers);
        if (suffix != null) {
            collect(suffix.withinGroup(), modifiers);
            collect(suffix.filter(), modifiers);
            collect(suffix.over(), modifiers);
        }
        List<Expression> values = new ArrayList<>(arguments.argument().size());
        for (ArgumentContext argument : arguments.argument()) {
            // The name of a named argument is no value.
            values.add(expressions.expression(
                    argument.expression(argument.expression().size() - 1)));
        }
        return new FunctionCall(
                name, values, modifiers, arguments.STAR() != null, suffix != null && suffix.over() != null, place);
    }

    @Nullable
    FunctionCall callAt(ParserRuleContext context) {
        if (context instanceof NameOrCallContext named) {
            CallSuffixContext suffix = named.callSuffix();
            return suffix == null || suffix.string() != null
                    ? null
                    : call(name(named), suffix.arguments(), suffix, NameBuilder.place(named));
        }
        return context instanceof FunctionCallContext called && called.functionName() != null
                ? namedCall(called)
                : null;
    }

    /** CALL name (…). */
    FunctionCall call(CallContext context) {
        return call(
                NameBuilder.qualified(context.functionName()), context.arguments(), null, NameBuilder.place(context));
    }

    /** A call that stands for a table, or is indexed. */
    Expression call(FunctionCallContext context) {
        if (context.specialFunction() != null) {
            return special(context.specialFunction());
        }
        return context.functionName() == null ? wordCall((ParserRuleContext) context.getChild(0)) : namedCall(context);
    }

    private FunctionCall namedCall(FunctionCallContext context) {
        return call(
                NameBuilder.qualified(context.functionName()), context.arguments(), null, NameBuilder.place(context));
    }

    /** Adds the values in a part, in their order; the parts of a data type are none. */
    void collect(@Nullable ParserRuleContext context, List<Expression> found) {
        for (int i = 0; context != null && i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            Expression value = expressions.any(child);
            if (value != null) {
                found.add(value);
            } else if (child instanceof QueryContext query) {
                found.add(new Subquery("", statements.queries().query(query), NameBuilder.place(query)));
            } else if (child instanceof JsonArrayQueryContext query) {
                found.add(new Subquery("", statements.queries().query(query), NameBuilder.place(query)));
            } else if (child instanceof FunctionCallContext call) {
                found.add(call(call));
            } else if (child instanceof ParserRuleContext part && !(child instanceof TypeNameContext)) {
                collect(part, found);
            }
        }
    }
}
