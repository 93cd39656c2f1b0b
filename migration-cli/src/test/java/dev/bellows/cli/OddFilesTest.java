package dev.bellows.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody would write on purpose: told with their name and the place, in bounded time and memory, never with a stack trace. */
@Tag("scenario-33")
@Timeout(300)
class OddFilesTest {
    /**
     * A file.
     *
     * @param bytes each as a character
     * @param place where something is wrong with it; empty where nothing is
     */
    private record Odd(String what, String bytes, String place, String told) {
        static Odd of(String what, byte[] content, String place, String told) {
            return new Odd(what, new String(content, ISO_8859_1), place, told);
        }

        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Odd> contents() {
        return Stream.of(
                Odd.of("Latin-1", "SELECT 1;\nSELECT 'caf\u00e9';\n".getBytes(ISO_8859_1), ":2", "not UTF-8"),
                Odd.of("cut off inside a character", new byte[] {'-', '-', ' ', (byte) 0xC3}, ":1", "not UTF-8"),
                Odd.of("UTF-16", "\uFEFFSELECT 1;\n".getBytes(UTF_16LE), ":1", "not UTF-8"),
                Odd.of("NUL in a string", "SELECT 1;\nSELECT '\0';\n".getBytes(UTF_8), ":2", "NUL"),
                Odd.of("NUL between statements", "SELECT 1;\n\0\nSELECT 2;\n".getBytes(UTF_8), ":2", "NUL"),
                Odd.of("NUL in a comment", "SELECT 1;\n-- \0\nSELECT 2;\n".getBytes(UTF_8), ":2", "NUL"),
                Odd.of("a BOM in the middle", "SELECT 1;\n\uFEFFSELECT 2;\n".getBytes(UTF_8), ":2", "syntax error"),
                Odd.of("a BOM and nothing else", "\uFEFF".getBytes(UTF_8), "", ""),
                Odd.of("two BOMs", "\uFEFF\uFEFFSELECT 2;\n".getBytes(UTF_8), "", ""),
                Odd.of("nothing", new byte[0], "", ""),
                Odd.of(
                        "line breaks of three kinds",
                        "SELECT 1;\r\nSELECT 2;\rSELECT nothing;\n".getBytes(UTF_8),
                        ":",
                        "nothing"));
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @MethodSource("contents")
    void anOddTextIsToldWithItsPlace(Odd odd, TestDatabase db) throws IOException {
        Files.write(db.folder().resolve("0001_odd.sql"), odd.bytes().getBytes(ISO_8859_1));

        for (List<String> arguments :
                List.of(List.of("apply"), List.of("lint", db.folder().toString()))) {
            Ended ended = Caller.on(db).call(arguments.toArray(String[]::new));

            assertThat(ended.out() + ended.err()).doesNotContain("\tat ", "Exception");
            if (odd.place().isEmpty()) {
                assertThat(ended.exit()).isZero();
            } else if (arguments.contains("apply")) {
                assertThat(ended.exit()).isIn(3, 5);
                assertThat(ended.err()).contains("0001_odd.sql" + odd.place(), odd.told());
            }
        }
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {"two\nlines", "it's \"quoted\"", "\u202Elqs.drow", "tab\tand \u001b[31mred", "\u0085\u2028"})
    void anOddNameIsShownInOneLineWithoutWhatATerminalWouldObey(String name, TestDatabase db) throws IOException {
        Files.writeString(db.folder().resolve("0001_" + name + ".sql"), "CREATE TABLE a ();\n");
        Files.writeString(db.folder().resolve("0002_" + name + ".sql"), "SELECT nothing;\n");
        Files.writeString(db.folder().resolve(name + ".sql"), "SELECT nothing;\n");

        Ended refused = Caller.on(db).call("apply");
        Files.delete(db.folder().resolve(name + ".sql"));
        Ended failed = Caller.on(db).call("apply");
        Ended status = Caller.on(db).call("status");
        Ended lint = Caller.on(db).call("lint", db.folder().toString());

        assertThat(refused.exit()).isEqualTo(3);
        // A name with a line break is no migration's.
        assertThat(failed.exit()).isEqualTo(name.matches(".*") ? 5 : 3);
        assertThat(status.exit()).isZero();
        for (Ended ended : List.of(refused, failed, status, lint)) {
            assertThat(ended.out() + ended.err())
                    .doesNotContain("\u202E", "\u001b", "\t", "two\nlines", "\u0085", "\u2028", "Exception");
        }
    }

    @PostgresTest
    void fiftyThousandFilesArePlannedInBoundedMemory(TestDatabase db) throws Exception {
        for (int i = 1; i <= 50_000; i++) {
            Files.writeString(db.folder().resolve(String.format("%05d_a.sql", i)), "SELECT " + i + ";\n");
        }

        Limited ended = limited(db, "apply", "--dry-run", "--json");

        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("\"50000\"").doesNotContain("\"50001\"");
    }

    @PostgresTest
    void aHundredMegabytesInOneStatementAreToldInBoundedMemory(TestDatabase db) throws Exception {
        String megabyte = "x".repeat(1 << 20);
        try (Writer file = Files.newBufferedWriter(db.folder().resolve("0001_big.sql"))) {
            file.write("CREATE TABLE a (b text);\nINSERT INTO a VALUES ('");
            for (int i = 0; i < 100; i++) {
                file.write(megabyte);
            }
            file.write("');\n");
        }

        Limited apply = limited(db, "apply");
        Limited lint = limited(db, "lint", db.folder().toString());

        assertThat(apply.exit()).as(apply.err()).isEqualTo(3);
        assertThat(apply.err()).contains("0001_big.sql:2", "longer than");
        assertThat(apply.err() + lint.err()).doesNotContain("\tat ", "OutOfMemory", "out of memory");
    }

    /** A folder whose files come and go while it is read, as an editor or a checkout makes them. */
    @PostgresTest
    void filesThatVanishWhileTheyAreReadAreToldOrNotThere(TestDatabase db) throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        Path file = db.folder().resolve("0001_a.sql");
        Thread editor = new Thread(() -> {
            while (!ended.get()) {
                try {
                    Files.writeString(file, "SELECT 1;\n");
                    Files.deleteIfExists(file);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        });
        editor.start();
        try {
            for (int i = 0; i < 100; i++) {
                Ended call = Caller.on(db).call("lint", db.folder().toString());
                assertThat(call.out() + call.err()).doesNotContain("Exception", "unexpected", "\tat ");
            }
        } finally {
            ended.set(true);
            editor.join();
        }
    }

    private record Limited(int exit, String out, String err) {}

    /** A process whose heap is small. */
    private static Limited limited(TestDatabase db, String... arguments) throws Exception {
        ProcessBuilder builder = CalledProcess.builder(arguments);
        builder.command().add(1, "-Xmx512m");
        builder.environment().putAll(Caller.on(db).environment());
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        int exit = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        Limited ended = new Limited(exit, Files.readString(out), Files.readString(err));
        Files.delete(out);
        Files.delete(err);
        return ended;
    }
}
