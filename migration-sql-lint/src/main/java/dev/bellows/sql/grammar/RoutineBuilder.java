package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Functions, procedures, and code that runs at once. */
final class RoutineBuilder {
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;

    RoutineBuilder(ExpressionBuilder expressions, StatementBuilder statements) {
        this.expressions = expressions;
        this.statements = statements;
    }

    Statement create(CreateRoutineContext context, boolean replace, Place place) {
        List<RoutineParameter> parameters = new ArrayList<>();
        for (ParameterContext parameter : context.parameter()) {
            parameters.add(parameter(parameter));
        }
        for (TableParameterContext column : context.tableParameter()) {
            parameters.add(new RoutineParameter(
                    "TABLE",
                    NameBuilder.identifier(column.typeIdentifier()),
                    TypeNameBuilder.type(column.parameterType()),
                    null,
                    NameBuilder.place(column)));
        }
        Options options = options(context.routineOption());
        RoutineBodyContext body = context.routineBody();
        return new CreateRoutine(
                replace,
                context.FUNCTION() != null ? ObjectKind.FUNCTION : ObjectKind.PROCEDURE,
                NameBuilder.qualified(context.functionName()),
                parameters,
                context.parameterType() == null ? null : TypeNameBuilder.type(context.parameterType()),
                options.volatility,
                options.strict,
                options.securityDefiner,
                options.settings,
                options.code == null ? null : code(options.language == null ? "sql" : options.language, options.code),
                body == null ? List.of() : body(body),
                body == null ? null : expressions.expressionOrNull(body.expression()),
                place);
    }

    private RoutineParameter parameter(ParameterContext context) {
        String mode = context.parameterMode() == null
                ? "IN"
                : NameBuilder.words(context.parameterMode()).replace("IN OUT", "INOUT");
        return new RoutineParameter(
                mode,
                NameBuilder.identifierOrNull(context.typeIdentifier()),
                TypeNameBuilder.type(context.parameterType()),
                context.parameterDefault() == null
                        ? null
                        : expressions.expression(context.parameterDefault().expression()),
                NameBuilder.place(context));
    }

    /** What the options say; of several, the last. */
    private static final class Options {
        private String volatility = "VOLATILE";
        private boolean strict;
        private boolean securityDefiner;
        private final List<String> settings = new ArrayList<>();
        private @Nullable String language;
        private @Nullable StringContext code;
    }

    private static Options options(List<RoutineOptionContext> contexts) {
        Options options = new Options();
        for (RoutineOptionContext context : contexts) {
            if (context.AS() != null) {
                options.code = context.string(0);
            } else if (context.LANGUAGE() != null) {
                options.language =
                        NameBuilder.identifier(context.wordOrString()).name().toLowerCase(Locale.ROOT);
            } else if (context.commonRoutineOption() != null) {
                common(context.commonRoutineOption(), options);
            }
        }
        return options;
    }

    private static void common(CommonRoutineOptionContext context, Options options) {
        if (context.IMMUTABLE() != null || context.STABLE() != null || context.VOLATILE() != null) {
            options.volatility = NameBuilder.words(context);
        } else if (context.SECURITY() != null) {
            options.securityDefiner = context.DEFINER() != null;
        } else if (context.STRICT() != null || context.CALLED() != null || context.RETURNS() != null) {
            options.strict = context.CALLED() == null;
        } else if (context.setting() != null) {
            options.settings.add(SettingBuilder.settingName(context.setting()));
        }
    }

    /** Where the text of the code can be found in the statement, when nothing in it is escaped. */
    static Code code(String language, StringContext context) {
        String written = context.getText();
        String text = StringValues.of(written);
        int inside = written.startsWith("$") ? written.indexOf('$', 1) + 1 : written.indexOf('\'') + 1;
        int start = NameBuilder.place(context).start() + inside;
        return new Code(language, text, written.startsWith(text, inside) ? start : -1, NameBuilder.place(context));
    }

    private List<Statement> body(RoutineBodyContext context) {
        List<Statement> body = new ArrayList<>();
        for (RoutineStatementContext statement : context.routineStatement()) {
            body.add(
                    statement.statement() == null
                            ? new Unrecognised("RETURN", NameBuilder.place(statement))
                            : statements.statement(statement.statement()));
        }
        return body;
    }

    Statement alter(AlterRoutineContext context, Place place) {
        if (context.commonRoutineOption().isEmpty()) {
            return AlterObjectBuilder.alter(context, place);
        }
        return new AlterRoutine(
                ObjectBuilder.routine(ObjectBuilder.routineKind(context), context.routine()),
                context.commonRoutineOption().stream().map(NameBuilder::text).toList(),
                place);
    }

    static Statement block(DoStatementContext context, Place place) {
        String language = context.wordOrString().isEmpty()
                ? "plpgsql"
                : NameBuilder.identifier(context.wordOrString(0)).name().toLowerCase(Locale.ROOT);
        return new DoBlock(context.string().isEmpty() ? null : code(language, context.string(0)), place);
    }
}
