package dev.bellows.cli;

import dev.bellows.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the command line as a process would, without one. */
record Caller(
        Map<String, String> environment,
        Path directory,
        @Nullable String typed) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What a call printed and ended with. */
    record Ended(int exit, String out, String err) {
        /** Standard output as the one object that it has to be. */
        JsonNode json() {
            return MAPPER.readTree(out);
        }

        /** The last line of standard output. */
        String lastLine() {
            return out.stripTrailing().lines().reduce("", (before, line) -> line);
        }
    }

    /** A caller whose environment names this database and its folder. */
    static Caller on(TestDatabase db) {
        return new Caller(
                Map.of(
                        "BELLOWS_URL", db.jdbcUrl(),
                        "BELLOWS_USER", db.user(),
                        "BELLOWS_PASSWORD", db.password().isEmpty() ? "any" : db.password(),
                        "BELLOWS_MIGRATIONS", db.folder().toString()),
                db.folder(),
                null);
    }

    /** The same with a variable more. */
    Caller with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Caller(more, directory, typed);
    }

    /** The same at a terminal where somebody types this. */
    Caller typing(String text) {
        return new Caller(environment, directory, text);
    }

    Ended call(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String in = typed == null ? "" : typed;
        int exit = Main.run(
                arguments,
                new Surroundings(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        directory,
                        typed == null ? Screen.NONE : Screen.NONE.asking()));
        return new Ended(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
