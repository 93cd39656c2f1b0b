package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders, files and an editor's buffer: what is named is judged, with the rest of its folder as known schema. */
class LintSelectionTest {
    private static final String TABLE = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n";
    private static final String INDEX = "CREATE INDEX orders_note ON orders (note);\n";

    @TempDir
    private Path folder = Path.of("");

    private Repository files = new Repository(folder);

    @BeforeEach
    void aFolderOfMigrations() {
        files = new Repository(folder)
                .file("db/0001_orders.sql", TABLE)
                .file("db/0002_index.sql", INDEX)
                .file("db/0003_index.sql", "CREATE INDEX other ON orders (id, note);\n");
    }

    @Test
    void aFileIsJudgedWithItsFolderAsSchema() {
        assertThat(files.lint("db/0003_index.sql")).containsExactly("error index-not-concurrent db/0003_index.sql");
        assertThat(files.call("lint", "db/0003_index.sql").out())
                .contains("in 1 migration")
                .doesNotContain("no file here creates");
    }

    @Test
    void aFolderCoversItsFilesHoweverTheyAreWritten() {
        assertThat(files.lint("db", "db/0003_index.sql", "./db", "db/../db/0003_index.sql"))
                .hasSize(2);
        assertThat(files.lint("db/0003_index.sql", "./db/0003_index.sql")).hasSize(1);
    }

    @Test
    void whatIsNoSqlIsLeftOutAndTold() {
        files.file("db/README.md", "hello").file("db/.hidden.sql", "DROP TABLE orders;");

        Ended ended = files.call("lint", "db/README.md", "db/.hidden.sql", "db/0001_orders.sql");

        assertThat(ended.exit()).isZero();
        assertThat(ended.err())
                .contains("notice: db/README.md is no SQL file, and is not judged")
                .contains("notice: db/.hidden.sql is no SQL file");
    }

    @Test
    void aFileThatIsGoneIsAnErrorThatNamesTheWayOut() {
        Ended ended = files.call("lint", "db/0009_gone.sql");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err())
                .contains("there is no file or folder db/0009_gone.sql")
                .contains("--diff-filter=d");
    }

    @Test
    void aReverseIsReadForSlips() {
        files.file("db/0003_index.down.sql", "DROP INDX other;");

        assertThat(files.lint("db/0003_index.down.sql")).containsExactly("error syntax-error db/0003_index.down.sql");
        assertThat(files.lint("db/0003_index.sql")).hasSize(1);
    }

    @Test
    void aFileOfNoMigrationsFolderIsJudgedForItself() {
        files.file("scripts/clean.sql", "TRUNCATE orders;");

        assertThat(files.lint("scripts/clean.sql")).containsExactly("error truncate scripts/clean.sql");
        assertThat(files.lint("scripts"))
                .containsExactly("error migration-file scripts/clean.sql", "error truncate scripts/clean.sql");
    }

    @Test
    void aLinkIsJudgedWhereItLies() throws IOException {
        files.file("elsewhere/x.sql", INDEX);
        Files.createSymbolicLink(folder.resolve("db/0004_link.sql"), folder.resolve("elsewhere/x.sql"));

        assertThat(files.lint("db/0004_link.sql")).containsExactly("error index-not-concurrent db/0004_link.sql");
    }

    @Test
    void oneMigrationOfDieselIsJudgedWithTheOthersAsSchema() {
        files.file("m/2026-01-01-000000_a/up.sql", TABLE).file("m/2026-01-02-000000_b/up.sql", INDEX);

        for (String named : new String[] {"m/2026-01-02-000000_b/up.sql", "m/2026-01-02-000000_b"}) {
            assertThat(files.lint(named)).containsExactly("error index-not-concurrent m/2026-01-02-000000_b/up.sql");
            assertThat(files.call("lint", named).out()).doesNotContain("no file here creates");
        }
    }

    @Test
    void standardInputTakesThePlaceOfAFile() {
        assertThat(typed("ALTER TABLE orders DROP COLUMN note;", "db/0003_index.sql")
                        .out())
                .contains(folder + "/db/0003_index.sql:1:", "drop-column", "in 1 migration");
        assertThat(typed("ALTER TABLE orders DROP COLUMN note;", "db/0004_new.sql")
                        .out())
                .contains(folder + "/db/0004_new.sql:1:", "drop-column");
        assertThat(typed("CREATE INDEX x ON orders (id);", "db/0000_before_the_table.sql")
                        .out())
                .contains("no file here creates orders");
        assertThat(typed("SELECT 1;", "new/0001_first.sql").exit()).isZero();
    }

    @Test
    void standardInputNeedsANameAndIsJudgedAlone() {
        assertThat(files.call("lint", "-").err()).contains("--stdin-name db/migrations/0043_change.sql");
        assertThat(files.call("lint", "-", "db", "--stdin-name", "db/0004_x.sql")
                        .err())
                .contains("standard input is judged alone");
        assertThat(files.call("lint", "-", "--stdin-name", "db/notes.txt").err())
                .contains("is no SQL file");
        assertThat(files.call("lint", "db\0").exit()).isEqualTo(2);
    }

    @Test
    void aBufferIsComparedWithTheBaseToo() {
        Repository repository = Repository.in(folder).commit("old");
        Caller typing = new Caller(Map.of(), folder, TABLE + "-- edited");

        assertThat(typing.call("lint", "-", "--stdin-name", "db/0001_orders.sql", "--git-base", "main")
                        .out())
                .contains("error[edited-migration]");
        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();
    }

    @Test
    void aFolderWithoutMigrationsIsMostLikelyAMistake() throws IOException {
        Files.createDirectory(folder.resolve("empty"));
        files.file("docs/README.md", "hello")
                .file("outer/migrations/0001_orders.sql", TABLE)
                .file("bellows.toml", "migrations = \"empty\"\n");

        for (String[] call : new String[][] {{"lint"}, {"lint", "empty"}, {"lint", "db", "docs"}, {"lint", "outer"}}) {
            Ended ended = files.call(call);
            assertThat(ended.exit()).as(String.join(" ", call)).isEqualTo(2);
            assertThat(ended.err()).contains("there are no migrations in ").contains("0042_add_email.sql");
        }
        assertThat(files.call("lint", "outer").err())
                .contains("next: name the folder that holds them, perhaps " + folder + "/outer/migrations");
        assertThat(files.call("lint", "docs/README.md").exit()).isZero();
        assertThat(files.call("lint", "--init", "empty").exit()).isZero();
        assertThat(typed("SELECT 1;", "empty/0001_first.sql").exit()).isZero();
    }

    @Test
    void aByteThatIsNotUtf8HidesNothingBesideIt() {
        byte[] latin =
                "CREATE INDEX i ON orders (note);\n-- \u00fc\n  -- \u00e4 is not\nCREATE INDEX j ON orders (note);\n"
                        .getBytes(StandardCharsets.ISO_8859_1);
        files.file("db/0004_latin.sql", latin);

        Ended ended = files.call("lint", "db/0004_latin.sql");

        assertThat(ended.out())
                .contains(
                        "db/0004_latin.sql:2:4: error[migration-file]: the byte 0xFC is not UTF-8, nor is 1 more place;"
                                + " save the file as UTF-8")
                .contains("db/0004_latin.sql:1:", "db/0004_latin.sql:4:");
        assertThat(files.lint("db/0003_index.sql")).hasSize(1);
    }

    @Test
    void anOtherByteThatIsNotUtf8IsAnEdit() {
        files.file("db/0004_latin.sql", "-- \u00fc".getBytes(StandardCharsets.ISO_8859_1));
        Repository repository = Repository.in(folder).commit("old");
        assertThat(repository.lint("db", "--git-base", "main")).isEmpty();

        repository.file("db/0004_latin.sql", "-- \u00e4".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(repository.lint("db", "--git-base", "main"))
                .containsExactly("error edited-migration db/0004_latin.sql");
    }

    @Test
    void aNameThatTheLocaleDoesNotHaveIsSaid() throws Exception {
        files.file("db/0004_\u00e4.sql", INDEX);

        for (String[] call : new String[][] {
            {"lint", "db/0004_\u00e4.sql"}, {"status", "--migrations", "\u00e4", "--url", "postgresql://127.0.0.1:1/x"}
        }) {
            ProcessBuilder builder = CalledProcess.builder(call).directory(folder.toFile());
            builder.environment().put("LC_ALL", "C");
            Processes.Ended ended = Processes.end(builder);

            assertThat(ended.exit()).isEqualTo(2);
            assertThat(ended.output()).contains("this locale cannot name the file", "next: run it with LC_ALL=C.UTF-8");
        }
    }

    private Ended typed(String text, String name) {
        return new Caller(Map.of(), folder, text).call("lint", "-", "--stdin-name", name);
    }
}
