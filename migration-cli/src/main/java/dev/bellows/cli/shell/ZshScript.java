package dev.bellows.cli.shell;

import dev.bellows.cli.shell.Program.Flag;
import dev.bellows.cli.shell.Program.Word;
import java.util.List;
import java.util.stream.Collectors;

/** For zsh's own completion, so that options come with what they mean. */
final class ZshScript {
    private static final String TEMPLATE = """
            #compdef @NAME@
            # Completes @NAME@ in zsh.
            _@NAME@() {
                local curcontext="$curcontext" state line
                typeset -A opt_args
                local -a commands common
                commands=(
            COMMANDS
                )
                common=(
            COMMON
                )
                _arguments -C $common '1:command:->command' '*::argument:->argument'
                case $state in
                    command) _describe -t commands command commands ;;
                    argument)
                        case $words[1] in
            BRANCHES
                        esac
                        ;;
                esac
            }

            # From a file in $fpath it is called as it is loaded; sourced, it has to be made known.
            if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
                _@NAME@ "$@"
            else
                compdef _@NAME@ @NAME@
            fi
            """;

    private ZshScript() {}

    static String of(Program program) {
        return TEMPLATE.replace(
                        "COMMANDS\n",
                        program.commands().stream()
                                .map(command -> quoted(8, command.name() + ":" + command.summary()))
                                .collect(Collectors.joining()))
                .replace("COMMON\n", options(8, program.common()))
                .replace(
                        "BRANCHES\n",
                        program.commands().stream().map(ZshScript::branch).collect(Collectors.joining()))
                .replace("@NAME@", program.name());
    }

    private static String branch(Word command) {
        String argument = command.argument().equals(Value.NONE) ? "" : quoted(24, "*" + value(command.argument()));
        return " ".repeat(16) + command.name() + ")\n"
                + " ".repeat(20) + "local -a own=(\n"
                + options(24, command.options())
                + argument
                + " ".repeat(20) + ")\n"
                + " ".repeat(20) + "_arguments $own $common\n"
                + " ".repeat(20) + ";;\n";
    }

    private static String options(int indent, List<Flag> options) {
        return options.stream().map(option -> option(indent, option)).collect(Collectors.joining());
    }

    /** Each name once, and none after one of them was given. */
    private static String option(int indent, Flag option) {
        String others = option.repeatable() ? "*" : "(" + String.join(" ", option.names()) + ")";
        String text = "[" + option.summary().replace("[", "\\[").replace("]", "\\]") + "]";
        boolean valued = !option.value().equals(Value.NONE);
        return option.names().stream()
                .map(name -> quoted(
                        indent, others + name + (valued ? "=" : "") + text + (valued ? value(option.value()) : "")))
                .collect(Collectors.joining());
    }

    private static String value(Value value) {
        String action =
                switch (value.kind()) {
                    case NONE -> "";
                    case FILE -> "_files";
                    case FOLDER -> "_files -/";
                    case TEXT -> value.words().isEmpty() ? " " : "(" + escaped(String.join(" ", value.words())) + ")";
                };
        return ":" + escaped(value.label()) + ":" + action;
    }

    private static String escaped(String text) {
        return text.replace(":", "\\:");
    }

    private static String quoted(int indent, String text) {
        return " ".repeat(indent) + "'" + text.replace("'", "'\\''") + "'\n";
    }
}
