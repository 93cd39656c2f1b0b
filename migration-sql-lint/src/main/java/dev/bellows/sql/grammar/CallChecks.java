package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.ArgumentContext;
import dev.bellows.sql.grammar.PostgresParser.ArgumentsContext;
import dev.bellows.sql.grammar.PostgresParser.CallContext;
import dev.bellows.sql.grammar.PostgresParser.CallSuffixContext;
import dev.bellows.sql.grammar.PostgresParser.JsonFormatContext;
import dev.bellows.sql.grammar.PostgresParser.JsonFunctionContext;
import dev.bellows.sql.grammar.PostgresParser.JsonMemberContext;
import dev.bellows.sql.grammar.PostgresParser.NameOrCallContext;
import dev.bellows.sql.grammar.PostgresParser.PrimaryContext;
import java.util.List;
import java.util.Locale;

/** What a function call must be beyond the grammar. */
final class CallChecks {
    private CallChecks() {}

    /** CALL name(…). */
    static void call(CallContext context) {
        arguments(context.arguments());
    }

    static void call(CallSuffixContext context) {
        ArgumentsContext arguments = context.arguments();
        arguments(arguments);
        if (context.withinGroup() != null) {
            withinGroup(context, arguments);
        }
        if (context.string() != null) {
            constant(context, arguments);
        }
    }

    private static void arguments(ArgumentsContext context) {
        List<ArgumentContext> arguments = context.argument();
        for (int i = 0; i < arguments.size(); i++) {
            ArgumentContext argument = arguments.get(i);
            if (argument.VARIADIC() != null) {
                if (i < arguments.size() - 1 || context.ALL() != null || context.DISTINCT() != null) {
                    throw SyntaxProblem.at(
                            argument.getStart(), "VARIADIC belongs to the last argument, without ALL or DISTINCT.");
                }
            }
            if (argument.expression().size() == 2 && !isPlainName(argument)) {
                throw SyntaxProblem.at(argument.getStart(), "The name of an argument is one word without a dot.");
            }
        }
    }

    private static boolean isPlainName(ArgumentContext argument) {
        PrimaryContext primary = ExpressionChecks.primaryOf(argument.expression(0));
        if (primary == null) {
            return false;
        }
        NameOrCallContext name = primary.nameOrCall();
        return name != null && name.getChildCount() == 1 && name.plainIdentifier() != null;
    }

    private static void withinGroup(CallSuffixContext context, ArgumentsContext arguments) {
        boolean variadic = arguments.argument().stream().anyMatch(argument -> argument.VARIADIC() != null);
        if (arguments.orderBy() != null || arguments.DISTINCT() != null || variadic) {
            throw SyntaxProblem.at(
                    context.withinGroup().getStart(),
                    "WITHIN GROUP goes neither with ORDER BY nor with DISTINCT nor with VARIADIC among the arguments.");
        }
    }

    /** A type with its modifiers, before the text of a constant. */
    private static void constant(CallSuffixContext context, ArgumentsContext arguments) {
        boolean plain = arguments.orderBy() == null
                && arguments.STAR() == null
                && arguments.ALL() == null
                && arguments.DISTINCT() == null
                && arguments.argument().stream().allMatch(argument -> argument.getChildCount() == 1);
        if (!plain || arguments.argument().isEmpty()) {
            throw SyntaxProblem.at(
                    context.string().getStart(),
                    "A string cannot follow a function call. Is an operator or a comma missing?");
        }
    }

    static boolean hasPairs(JsonFunctionContext context) {
        return context.jsonMember().isEmpty()
                || context.jsonMember().stream().anyMatch(CallChecks::isPair)
                || context.jsonReturning() != null;
    }

    /** Pairs and plain arguments do not mix. */
    static void members(JsonFunctionContext context) {
        boolean pairs = context.jsonMember().stream().anyMatch(CallChecks::isPair);
        for (JsonMemberContext member : context.jsonMember()) {
            if (pairs && !isPair(member)) {
                throw SyntaxProblem.at(member.getStart(), "A member of an object is a key and a value: 'key' : value.");
            }
        }
    }

    private static boolean isPair(JsonMemberContext member) {
        return member.jsonValue() != null;
    }

    static void encoding(JsonFormatContext context) {
        String name = context.identifier().getText().toLowerCase(Locale.ROOT);
        if (!name.equals("utf8") && !name.equals("utf16") && !name.equals("utf32")) {
            throw SyntaxProblem.at(context.identifier().getStart(), "The encoding of JSON is UTF8, UTF16 or UTF32.");
        }
    }
}
