package dev.bellows.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a process has around it, so that tests can stand in for it.
 *
 * @param directory where the call was made
 * @param interactive whether a person can be asked: standard input and output are a terminal
 * @param colouredOutput whether standard output can show colours
 * @param colouredErrors whether standard error can
 */
record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path directory,
        boolean interactive,
        boolean colouredOutput,
        boolean colouredErrors) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /** A variable that is set and not empty; null otherwise. */
    @Nullable
    String variable(String name) {
        @Nullable String value = environment.get(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
