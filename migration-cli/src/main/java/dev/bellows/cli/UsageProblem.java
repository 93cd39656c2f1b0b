package dev.bellows.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Arguments that nobody understands, in our words.
 *
 * @param message what is wrong; arguments may hold passwords by mistake, so values are repeated only where they are known to
 *     be something else
 * @param next what to type
 */
record UsageProblem(String message, String next) {
    /** What somebody gave as a password, which belongs nowhere into the arguments. */
    private static final String PASSWORD = "(?s)(--pass(word|wd)?|-W|-p|--pw)(=.*)?";

    /** Whether a password was given: looked at before anything else, as it would be taken for the next argument. */
    static boolean givesPassword(String[] arguments) {
        return Stream.of(arguments).anyMatch(argument -> argument.matches(PASSWORD));
    }

    static UsageProblem password() {
        return new UsageProblem(
                "no option takes a password: it would be seen in the list of processes",
                "--password-file FILE, or BELLOWS_PASSWORD or PGPASSWORD in the environment");
    }

    static UsageProblem of(ParameterException problem, String[] arguments) {
        CommandSpec command = problem.getCommandLine().getCommandSpec();
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return UnknownArgument.problem(command, unmatched.getUnmatched().get(0));
        }
        if (problem instanceof MissingParameterException missing) {
            return missing(command, missing.getMissing(), arguments);
        }
        if (problem instanceof MutuallyExclusiveArgsException) {
            return new UsageProblem(
                    decisions(command, ", ") + " exclude each other: one decision is made at a time", help(command));
        }
        if (problem instanceof OverwrittenOptionException twice) {
            return new UsageProblem(name(twice.getOverwritten()) + " is given twice", "keep one of them");
        }
        @Nullable ArgSpec argument = problem.getArgSpec();
        if (argument == null) {
            return new UsageProblem(String.valueOf(problem.getMessage()), help(command));
        }
        if (argument.typeInfo().isBoolean()) {
            return new UsageProblem(
                    name(argument) + " takes no value", "write " + name(argument) + " alone, or leave it out");
        }
        return problem.getCause() instanceof TypeConversionException wrong
                ? new UsageProblem(origin(argument, arguments) + ": " + wrong.getMessage(), help(command))
                : needsValue(command, argument);
    }

    /** The variable, where the option itself was not given. */
    private static String origin(ArgSpec argument, String[] arguments) {
        boolean given = argument.isPositional()
                || Stream.of(arguments).anyMatch(each -> each.split("=", 2)[0].equals(name(argument)));
        return given ? name(argument) : Commands.variable((OptionSpec) argument);
    }

    private static UsageProblem missing(CommandSpec command, List<ArgSpec> missing, String[] arguments) {
        ArgSpec first = missing.get(0);
        if (first.isPositional()) {
            return new UsageProblem(
                    command.name() + " needs " + first.paramLabel() + ": " + String.join(" ", first.description()),
                    Commands.synopsis(command));
        }
        if (first.group() == null) {
            return needsValue(command, first);
        }
        // Of a group picocli says only that it is missing, also where one of its options has no value.
        String last = arguments[arguments.length - 1];
        return missing.stream()
                .filter(argument -> name(argument).equals(last))
                .findFirst()
                .map(argument -> needsValue(command, argument))
                .orElseGet(() -> new UsageProblem("what was decided is missing", Commands.synopsis(command)));
    }

    private static UsageProblem needsValue(CommandSpec command, ArgSpec argument) {
        String arguments = command.positionalParameters().stream()
                .filter(ArgSpec::required)
                .map(parameter -> " " + parameter.paramLabel())
                .collect(Collectors.joining());
        return new UsageProblem(
                name(argument) + " needs a value",
                command.qualifiedName() + arguments + " " + name(argument) + " " + argument.paramLabel());
    }

    private static String decisions(CommandSpec command, String separator) {
        return command.argGroups().stream()
                .flatMap(group -> group.args().stream())
                .map(UsageProblem::name)
                .collect(Collectors.joining(separator));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    static String help(CommandSpec command) {
        return command.qualifiedName() + " --help";
    }
}
