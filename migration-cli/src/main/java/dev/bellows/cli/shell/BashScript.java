package dev.bellows.cli.shell;

import dev.bellows.cli.shell.Program.Flag;
import dev.bellows.cli.shell.Program.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For bash from 3.2 on, as macOS has it, with or without the package bash-completion. */
final class BashScript {
    private static final String TEMPLATE = """
            # Completes @NAME@ in bash.
            _@NAME@() {
                local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' words='' i
                # bash splits --phase=all at the equals sign.
                if [[ $cur == '=' ]]; then
                    cur=''
                elif [[ $prev == '=' ]]; then
                    prev=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                        VALUED)
                            [[ ${COMP_WORDS[i + 1]} != '=' ]] || ((i++))
                            ((i++))
                            ;;
                        COMMANDS)
                            command=${COMP_WORDS[i]}
                            break
                            ;;
                    esac
                done
                COMPREPLY=()
                case $prev in
            VALUES
                    UNKNOWN) return ;;
                esac
                case $command in
            BRANCHES
                esac
                [[ $cur == -* || -z $words ]] || { _@NAME@_reply -W "$words"; return; }
                case $command in
            OPTIONS
                esac
                _@NAME@_reply -W "$words"
            }

            # What compgen finds, one a line, as names may hold blanks.
            _@NAME@_reply() {
                local line
                while IFS='' read -r line; do COMPREPLY+=("$line"); done < <(compgen "$@" -- "$cur")
                if [[ $1 != -W ]]; then
                    compopt -o filenames 2>/dev/null
                elif [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
                    compopt -o nospace 2>/dev/null
                fi
                return 0
            }

            complete -F _@NAME@ @NAME@
            """;

    private BashScript() {}

    static String of(Program program) {
        List<Flag> all = new ArrayList<>(program.common());
        program.commands().forEach(command -> all.addAll(command.options()));
        return TEMPLATE.replace("VALUES\n", values(all))
                .replace("BRANCHES\n", arguments(program))
                .replace("OPTIONS\n", options(program))
                .replace("VALUED", String.join(" | ", program.optionsWithValue()))
                .replace("UNKNOWN", unknown(program, all))
                .replace("COMMANDS", names(program, " | "))
                .replace("@NAME@", program.name());
    }

    private static String names(Program program, String separator) {
        return program.commands().stream().map(Word::name).collect(Collectors.joining(separator));
    }

    private static String values(List<Flag> options) {
        Map<String, String> replies = new LinkedHashMap<>();
        options.forEach(option -> option.names().forEach(name -> replies.putIfAbsent(name, reply(option.value()))));
        return replies.entrySet().stream()
                .filter(reply -> !reply.getValue().isEmpty())
                .map(reply -> branch(reply.getKey(), reply.getValue() + "; return"))
                .collect(Collectors.joining());
    }

    /** The options whose value only a person knows: nothing is offered there, not even other options. */
    private static String unknown(Program program, List<Flag> options) {
        List<String> answered = options.stream()
                .filter(option -> !reply(option.value()).isEmpty())
                .flatMap(option -> option.names().stream())
                .toList();
        return program.optionsWithValue().stream()
                .filter(name -> !answered.contains(name))
                .collect(Collectors.joining(" | "));
    }

    private static String reply(Value value) {
        return switch (value.kind()) {
            case FILE -> "_@NAME@_reply -f";
            case FOLDER -> "_@NAME@_reply -d";
            case NONE -> "";
            case TEXT -> value.words().isEmpty() ? "" : "_@NAME@_reply -W '" + String.join(" ", value.words()) + "'";
        };
    }

    private static String arguments(Program program) {
        return branch("''", "words='" + names(program, " ") + "'")
                + program.commands().stream()
                        .filter(command -> !command.argument().words().isEmpty())
                        .map(command -> branch(
                                command.name(),
                                "words='" + String.join(" ", command.argument().words()) + "'"))
                        .collect(Collectors.joining());
    }

    private static String options(Program program) {
        return branch("''", "words='" + words(program.common().stream()) + "'")
                + program.commands().stream()
                        .map(command -> branch(
                                command.name(),
                                "words='"
                                        + words(Stream.concat(command.options().stream(), program.common().stream()))
                                        + "'"))
                        .collect(Collectors.joining());
    }

    private static String words(Stream<Flag> options) {
        return options.flatMap(option -> option.names().stream()).collect(Collectors.joining(" "));
    }

    private static String branch(String pattern, String action) {
        return "        " + pattern + ") " + action + " ;;\n";
    }
}
