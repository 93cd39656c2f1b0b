package dev.bellows.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Given what a fuzzer is started from and what it once found, when it is read again, then nothing breaks. */
class FuzzReplayTest {
    private static List<Path> inputs(String target) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/fuzz", target))) {
            return files.sorted().toList();
        }
    }

    static List<Path> scripts() throws IOException {
        return inputs("script");
    }

    static List<Path> statements() throws IOException {
        return inputs("parser");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void scripts(Path input) throws IOException {
        ScriptFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statements(Path input) throws IOException {
        ParserFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }
}
