package dev.bellows.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Other programs, as a person would call them. */
final class Processes {
    private static final int MINUTES = 2;

    /** What a process printed on both streams, and ended with. */
    record Ended(int exit, String output) {}

    private Processes() {}

    /** Skips the test where a program is not installed, and says so. */
    static void assumeInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        assumeTrue(
                Stream.of(path.split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program))),
                program + " is not installed: what it says is not tested");
    }

    static Ended run(Path directory, List<String> command) throws IOException, InterruptedException {
        return end(new ProcessBuilder(command).directory(directory.toFile()));
    }

    /** Runs to the end; a process that hangs fails the test. */
    static Ended end(ProcessBuilder builder) throws IOException, InterruptedException {
        Path output = Files.createTempFile("bellows-test-", ".txt");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("it hangs: " + builder.command() + "\n" + Files.readString(output));
            }
            return new Ended(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}
