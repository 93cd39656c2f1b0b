package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
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

    private Ended typed(String text, String name) {
        return new Caller(Map.of(), folder, text).call("lint", "-", "--stdin-name", name);
    }
}
