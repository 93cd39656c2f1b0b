package dev.bellows.cli.shell;

import dev.bellows.cli.shell.Program.Flag;
import dev.bellows.cli.shell.Program.Word;
import java.util.stream.Collectors;

/** For fish. */
final class FishScript {
    private static final String TEMPLATE = """
            # Completes @NAME@ in fish.

            # The command that was typed, wherever options stand.
            function __@NAME@_command
                set -l value no
                for word in (commandline -opc)[2..]
                    if test $value = yes
                        set value no
                        continue
                    end
                    switch $word
                        case VALUED
                            set value yes
                        case '-*'
                        case '*'
                            echo $word
                            return
                    end
                end
            end

            function __@NAME@_is
                test "$(__@NAME@_command)" = "$argv[1]"
            end

            complete -c @NAME@ -f
            """;

    private FishScript() {}

    static String of(Program program) {
        StringBuilder script =
                new StringBuilder(TEMPLATE.replace("VALUED", String.join(" ", program.optionsWithValue())));
        program.common().forEach(option -> script.append(option("", option)));
        for (Word command : program.commands()) {
            String itself = " -n \"__@NAME@_is " + command.name() + "\"";
            script.append('\n')
                    .append("complete -c @NAME@ -n \"__@NAME@_is ''\" -a " + command.name()
                            + described(command.summary()));
            if (!command.argument().words().isEmpty()) {
                script.append("complete -c @NAME@" + itself + " -a "
                        + quoted(String.join(" ", command.argument().words())) + "\n");
            }
            command.options().forEach(option -> script.append(option(itself, option)));
        }
        return script.toString().replace("@NAME@", program.name());
    }

    private static String option(String condition, Flag option) {
        String names = option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
        return "complete -c @NAME@" + condition + names + value(option.value()) + described(option.summary());
    }

    private static String value(Value value) {
        return switch (value.kind()) {
            case NONE -> "";
            case FILE -> " -r -F";
            case FOLDER -> " -x -a '(__fish_complete_directories)'";
            case TEXT -> value.words().isEmpty() ? " -x" : " -x -a " + quoted(String.join(" ", value.words()));
        };
    }

    private static String described(String text) {
        return " -d " + quoted(text) + "\n";
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
