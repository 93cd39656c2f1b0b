package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.AggregateParameterContext;
import dev.bellows.sql.grammar.PostgresParser.AggregateParameterListContext;
import dev.bellows.sql.grammar.PostgresParser.AggregateParametersContext;
import dev.bellows.sql.grammar.PostgresParser.CreateRoutineContext;
import dev.bellows.sql.grammar.PostgresParser.NamedTypeContext;
import dev.bellows.sql.grammar.PostgresParser.ParameterContext;
import dev.bellows.sql.grammar.PostgresParser.ParameterModeContext;
import dev.bellows.sql.grammar.PostgresParser.ParameterTypeContext;
import dev.bellows.sql.grammar.PostgresParser.RoutineContext;
import java.util.List;

/** What statements about routines and aggregates must be beyond the grammar. */
final class RoutineChecks {
    private RoutineChecks() {}

    /** table.column%TYPE has nothing else around it. */
    static void typeOfColumn(ParameterTypeContext context) {
        NamedTypeContext named = context.typeName().simpleType().namedType();
        boolean plain = named != null
                && !named.label().isEmpty()
                && named.typeModifiers() == null
                && context.typeName().arrayBounds() == null;
        if (!plain) {
            throw SyntaxProblem.at(
                    context.PERCENT().getSymbol(), "%TYPE stands behind the name of a column: table.column%TYPE.");
        }
    }

    static void returns(CreateRoutineContext context) {
        if (context.PROCEDURE() != null && context.RETURNS() != null) {
            throw SyntaxProblem.at(
                    context.RETURNS().getSymbol(), "A procedure returns nothing but its OUT and INOUT parameters.");
        }
        outputs(context);
    }

    /** Its columns are the output of a function that returns a table. */
    private static void outputs(CreateRoutineContext context) {
        for (ParameterContext parameter :
                context.tableParameter().isEmpty() ? List.<ParameterContext>of() : context.parameter()) {
            ParameterModeContext mode = parameter.parameterMode();
            if (mode != null && (mode.OUT() != null || mode.INOUT() != null)) {
                throw SyntaxProblem.at(
                        mode.getStart(), "A function that RETURNS TABLE has no OUT or INOUT parameters.");
            }
        }
    }

    static void routine(RoutineContext context) {
        for (ParameterContext parameter : context.parameter()) {
            if (parameter.parameterDefault() != null) {
                throw SyntaxProblem.at(
                        parameter.parameterDefault().getStart(), "A routine is named by its parameters' types alone.");
            }
        }
    }

    /** An aggregate that orders its input and takes any number of direct arguments has them once more behind ORDER BY. */
    static void aggregate(AggregateParametersContext context) {
        for (AggregateParameterListContext list : context.aggregateParameterList()) {
            list.aggregateParameter().forEach(RoutineChecks::isInput);
        }
        if (context.ORDER() == null || context.aggregateParameterList().size() < 2) {
            return;
        }
        List<AggregateParameterContext> direct =
                context.aggregateParameterList(0).aggregateParameter();
        List<AggregateParameterContext> ordered =
                context.aggregateParameterList(1).aggregateParameter();
        AggregateParameterContext last = direct.get(direct.size() - 1);
        if (isVariadic(last)
                && (ordered.size() > 1
                        || !isVariadic(ordered.get(0))
                        || !type(last).equals(type(ordered.get(0))))) {
            throw SyntaxProblem.at(
                    ordered.get(0).getStart(), "Behind ORDER BY stands the same VARIADIC parameter as before it.");
        }
    }

    private static void isInput(AggregateParameterContext parameter) {
        if (parameter.parameterMode() != null
                && (parameter.parameterMode().OUT() != null
                        || parameter.parameterMode().INOUT() != null)) {
            throw SyntaxProblem.at(parameter.parameterMode().getStart(), "An aggregate has no output parameters.");
        }
    }

    private static boolean isVariadic(AggregateParameterContext parameter) {
        return parameter.parameterMode() != null && parameter.parameterMode().VARIADIC() != null;
    }

    private static String type(AggregateParameterContext parameter) {
        return NameBuilder.words(parameter.parameterType());
    }
}
