package dev.bellows.cli;

import dev.bellows.cli.config.TomlFuzz;
import dev.bellows.cli.connect.UrlFuzz;
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

    static List<Path> urls() throws IOException {
        return inputs("url");
    }

    static List<Path> configurations() throws IOException {
        return inputs("toml");
    }

    @ParameterizedTest
    @MethodSource("urls")
    void urls(Path input) throws IOException {
        UrlFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void configurations(Path input) throws IOException {
        TomlFuzz.fuzzerTestOneInput(Files.readAllBytes(input));
    }
}
