package dev.bellows.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint --fix}: what is shown is what is written. */
class LintFixTest {
    @TempDir
    private Path folder = Path.of("");

    private LintCaller shop = LintCaller.in(folder);

    @BeforeEach
    void aShop() {
        shop = LintCaller.in(folder)
                .file("db/0001_shop.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text);\n")
                .file("db/0002_more.sql", """
                        ALTER TABLE orders ADD COLUMN colour text;
                        CREATE INDEX orders_total ON orders (total);
                        ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0);
                        """)
                .file("db/0002_more.down.sql", """
                        ALTER TABLE orders DROP CONSTRAINT positive;
                        DROP INDEX orders_total;
                        ALTER TABLE orders DROP COLUMN colour;
                        """)
                .file("db/0003_drop.sql", "\uFEFFCREATE INDEX orders_note ON orders (note);\r\n");
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder.resolve("db"))) {
            for (Path file : all.toList()) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    private void restore(Map<String, String> files) throws IOException {
        for (String name : files().keySet()) {
            Files.delete(folder.resolve("db").resolve(name));
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(folder.resolve("db").resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void theDiffThatIsShownIsWhatWriteWrites() throws Exception {
        Map<String, String> before = files();

        Caller.Ended shown = shop.lint("--fix");
        assertThat(files()).isEqualTo(before);
        assertThat(shown.exit()).isEqualTo(4);
        assertThat(shown.err())
                .contains("would be mended: index-not-concurrent (2), add-check")
                .contains("to write it: the same with --write");

        Caller.Ended written = shop.lint("--fix", "--write", "--since", "2");
        assertThat(written.out().lines())
                .containsExactly(
                        "db/0002_more.sql",
                        "db/0002_more.down.sql",
                        "db/0003_drop.sql",
                        "db/0004_orders_total.sql",
                        "db/0004_orders_total.down.sql",
                        "db/0005_validate_positive.sql",
                        "db/0005_validate_positive.down.sql");
        Map<String, String> after = files();
        assertThat(after.get("0003_drop.sql"))
                .isEqualTo("\uFEFFCREATE INDEX CONCURRENTLY orders_note ON orders (note);\r\n");
        assertThat(after.get("0004_orders_total.sql"))
                .contains("CREATE INDEX CONCURRENTLY orders_total ON orders (total);");

        restore(before);
        Path diff = folder.resolve("fix.diff");
        Files.writeString(diff, shown.out());
        Process git = new ProcessBuilder(List.of("git", "apply", "--whitespace=nowarn", diff.toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(git.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(git.waitFor()).isZero();
        assertThat(files()).isEqualTo(after);
    }

    @Test
    void whatMayHaveRunIsNotEdited() throws IOException {
        Map<String, String> before = files();

        Caller.Ended ended = shop.lint("--fix", "--write");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("which must not be edited")
                .contains("next: say which are new: --git-base REF");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void theTagIsWrittenOnlyWhenSomebodyAsks() throws IOException {
        assertThat(shop.lint("--fix", "--write", "--since", "2").err()).contains("left: 1 finding");

        Caller.Ended tagged = shop.lint("--fix", "--write", "--since", "2", "--tag-contracts");

        assertThat(tagged.exit()).isZero();
        assertThat(files().get("0002_more.sql")).startsWith("-- bellows:phase contract\n");
        assertThat(shop.lint("--since", "2").exit()).isZero();
    }

    @Test
    void whatAnotherToolNamesIsNotNamedByUs() throws IOException {
        restore(Map.of("V1__shop.sql", """
                CREATE TABLE orders (id bigint PRIMARY KEY, total int);
                """, "V2__more.sql", """
                ALTER TABLE orders ADD COLUMN colour text;
                CREATE INDEX orders_total ON orders (total);
                """));

        Caller.Ended ended = shop.lint("--fix");

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("2 files of another tool's layout: what it runs is mended by hand");
    }

    @Test
    void filesThatAnotherToolRunsAreLeftToIt() throws IOException {
        restore(Map.of("0001_shop.sql", """
                -- +goose Up
                CREATE TABLE orders (id bigint PRIMARY KEY, total int);
                -- +goose Down
                DROP TABLE orders;
                """, "0002_more.sql", """
                -- +goose Up
                CREATE INDEX orders_total ON orders (total);
                -- +goose Down
                -- +goose NO TRANSACTION
                DROP INDEX orders_total;
                """));
        Map<String, String> before = files();

        Caller.Ended ended = shop.lint("--fix", "--write", "--tag-contracts", "--since", "2");

        assertThat(files()).isEqualTo(before);
        assertThat(ended.err()).contains("another tool's layout");
        assertThat(shop.lint().out()).contains("index-not-concurrent").doesNotContain("directive");
    }

    @Test
    void whereNothingIsFoundNothingIsMended() throws IOException {
        restore(Map.of("0001_shop.sql", "CREATE TABLE orders (id bigint PRIMARY KEY);\n"));

        Caller.Ended ended = shop.lint("--fix");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("nothing that can be mended for certain");
    }

    @Test
    void writeAloneMeansNothing() {
        assertThat(shop.lint("--write").err()).contains("--write belongs to --fix");
    }
}
