package dev.bellows.cli.shell;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command line as a shell has to know it.
 *
 * @param name what is typed first
 * @param common the options of every command
 * @param commands in the order of the help
 */
record Program(String name, List<Flag> common, List<Word> commands) {
    Program {
        common = List.copyOf(common);
        commands = List.copyOf(commands);
    }

    /**
     * A command.
     *
     * @param options its own
     * @param argument what stands after it without an option; {@link Value#NONE} when nothing does
     */
    record Word(String name, String summary, List<Flag> options, Value argument) {
        Word {
            options = List.copyOf(options);
        }
    }

    /**
     * An option.
     *
     * @param names with their dashes
     * @param repeatable whether it may be given more than once
     */
    record Flag(List<String> names, String summary, Value value, boolean repeatable) {
        Flag {
            names = List.copyOf(names);
        }
    }

    static Program of(CommandSpec root) {
        List<String> names = List.copyOf(root.subcommands().keySet());
        List<Word> commands = root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .map(command -> word(command, names))
                .toList();
        return new Program(root.name(), flags(root.options().stream().filter(Program::common)), commands);
    }

    private static Word word(CommandSpec command, List<String> commands) {
        Optional<PositionalParamSpec> argument =
                command.positionalParameters().stream().findFirst();
        return new Word(
                command.name(),
                firstSentence(command.usageMessage().description()),
                flags(command.options().stream().filter(option -> !option.inherited())),
                argument.map(parameter -> Value.of(parameter.paramLabel(), commands))
                        .orElse(Value.NONE));
    }

    private static boolean common(OptionSpec option) {
        return option.scopeType() == CommandLine.ScopeType.INHERIT;
    }

    private static List<Flag> flags(Stream<OptionSpec> options) {
        return options.filter(option -> !option.hidden())
                .map(option -> new Flag(
                        List.of(option.names()),
                        firstClause(option.description()),
                        option.typeInfo().isBoolean() ? Value.NONE : Value.of(option.paramLabel(), List.of()),
                        option.isMultiValue()))
                .toList();
    }

    /** A list has one line for each candidate. */
    private static String firstSentence(String[] description) {
        return description[0].replaceFirst("[.:].*", "");
    }

    private static String firstClause(String[] description) {
        return String.join(" ", description).replaceFirst(";.*", "");
    }

    /** All options that are followed by a value, each name once. */
    List<String> optionsWithValue() {
        return Stream.concat(common.stream(), commands.stream().flatMap(command -> command.options().stream()))
                .filter(option -> !option.value().equals(Value.NONE))
                .flatMap(option -> option.names().stream())
                .distinct()
                .toList();
    }
}
