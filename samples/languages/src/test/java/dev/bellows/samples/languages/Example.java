package dev.bellows.samples.languages;

import dev.bellows.testkit.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/** An example that runs in a process of its own. */
final class Example implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Example(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** A language that an example is written in. */
    enum Language {
        NODE("node/orders.mjs", "npm install pg in samples/languages") {
            @Override
            Optional<String> interpreter() {
                boolean driver = Files.isDirectory(Path.of("node_modules", "pg").toAbsolutePath());
                return Optional.of("node").filter(node -> driver && succeeds(node, "--version"));
            }
        },
        PYTHON("python/orders.py", "pip install psycopg, or python3-psycopg of the distribution") {
            @Override
            Optional<String> interpreter() {
                return Stream.of("python3", "/usr/bin/python3")
                        .filter(python -> succeeds(python, "-c", "import psycopg"))
                        .findFirst();
            }
        };

        private final String file;
        private final String remedy;

        Language(String file, String remedy) {
            this.file = file;
            this.remedy = remedy;
        }

        /** What runs it; empty where it, or the driver, is missing. */
        abstract Optional<String> interpreter();
    }

    /** Skips the test where the language or its driver is missing. */
    static Example start(Language language, TestDatabase db, Path migrations) throws IOException {
        Optional<String> interpreter = language.interpreter();
        Assumptions.assumeTrue(
                interpreter.isPresent(), () -> language + " or its driver is not installed: " + language.remedy);
        ProcessBuilder builder = new ProcessBuilder(
                        interpreter.orElseThrow(),
                        Path.of(language.file).toAbsolutePath().toString(),
                        migrations.toString())
                .redirectErrorStream(true);
        PGSimpleDataSource source = db.dataSource();
        builder.environment().put("PGHOST", source.getServerNames()[0]);
        builder.environment().put("PGPORT", String.valueOf(source.getPortNumbers()[0]));
        builder.environment().put("PGDATABASE", db.name());
        builder.environment().put("PGUSER", db.user());
        builder.environment().put("PGPASSWORD", db.password());
        return new Example(builder.start());
    }

    private static boolean succeeds(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The first line from here on that holds this. */
    String awaitLine(String part) throws IOException {
        List<String> others = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(part)) {
                return line;
            }
            others.add(line);
        }
        throw new AssertionError("it ended without saying '" + part + "':\n" + String.join("\n", others));
    }

    /** Asks it to end, as an orchestrator does. */
    void stop() {
        // Process.destroy would close what it still has to say.
        process.toHandle().destroy();
    }

    int exit() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
