package dev.bellows.cli;

import dev.bellows.cli.text.Display;
import dev.bellows.cli.text.Ink;
import dev.bellows.cli.text.Wrapping;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process has around it, so that tests can stand in for it.
 *
 * @param directory where the call was made
 * @param screen what of the streams is a terminal
 */
record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        Screen screen) {
    /** How many characters are printed at once. */
    private static final int AT_ONCE = 1 << 14;

    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set and not empty; null otherwise. */
    @Nullable
    String variable(String name) {
        @Nullable String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Whether colours may be used on a stream: only on a terminal, unless somebody forces them, and never against a wish. */
    boolean colours(boolean terminal) {
        if (variable("NO_COLOR") != null) {
            return false;
        }
        @Nullable String forced = variable("CLICOLOR_FORCE");
        if (forced != null && !forced.equals("0")) {
            return true;
        }
        return terminal && screen.capable() && !"0".equals(variable("CLICOLOR"));
    }

    /** Prints lines on standard output or standard error, as those can show them. */
    void print(PrintStream stream, List<String> lines) {
        int columns = stream == err ? screen.errorColumns() : screen.outputColumns();
        Display display = new Display(false, screen.unicode(), Ink.PLAIN, () -> columns);
        List<String> fitting = new ArrayList<>();
        for (String line : lines) {
            Wrapping.of(line, columns).forEach(one -> fitting.add(display.signs(one)));
        }
        write(stream, fitting);
    }

    /** Prints lines as they are, many at once: a stream of ours goes to the system with each one that it is given. */
    static void write(PrintStream stream, List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append(System.lineSeparator());
            if (text.length() > AT_ONCE) {
                stream.print(text);
                text.setLength(0);
            }
        }
        stream.print(text);
        stream.flush();
    }
}
