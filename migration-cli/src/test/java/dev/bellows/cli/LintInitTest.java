package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An old folder is introduced to the linter: from then on only what is new is judged. */
class LintInitTest {
    @TempDir
    private Path folder = Path.of("");

    private Repository files = new Repository(folder);

    @BeforeEach
    void anOldFolder() {
        files = new Repository(folder);
        for (int i = 1; i <= 300; i++) {
            files.file(
                    String.format("db/migrations/%04d_x.sql", i),
                    i == 1 ? "CREATE TABLE a (i int PRIMARY KEY);" : "CREATE INDEX a_" + i + " ON a (i);");
        }
    }

    private String configuration() throws IOException {
        return Files.readString(folder.resolve("bellows.toml"));
    }

    @Test
    void whatIsThereBecomesHistory() throws IOException {
        Ended ended = files.call("lint", "--init", "db/migrations");

        assertThat(ended.exit()).isZero();
        assertThat(configuration()).isEqualTo("""
                # Migrations below this version are history: known to bellows lint, and not judged.
                enforce-from = "0301"
                migrations = "db/migrations"
                """);
        assertThat(ended.out())
                .contains("\nwritten into bellows.toml:\n")
                .contains("300 migrations, 0001 to 0300, are history from now on")
                .contains("reported for 299 things: 299 index-not-concurrent")
                .contains("next: bellows lint ")
                .contains("bellows lint --git-base origin/main");
        assertThat(files.lint()).isEmpty();
        files.file("db/migrations/0301_new.sql", "DROP TABLE a;");
        assertThat(files.lint()).containsExactly("error drop-table db/migrations/0301_new.sql");
    }

    @Test
    void aSecondTimeNothingIsToDo() throws IOException {
        files.call("lint", "--init", "db/migrations");
        String before = configuration();
        files.file("db/migrations/0301_new.sql", "SELECT 1;");

        Ended ended = files.call("lint", "--init");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("says enforce-from = \"0301\": nothing is to do")
                .contains("of 301 migrations", "300 are history");
        assertThat(configuration()).isEqualTo(before);
    }

    @Test
    void aConfigurationKeepsEveryByteThatItHas() throws IOException {
        String before =
                "\uFEFF# ours\r\nmigrations = 'db/migrations'\r\n\r\n[env.production]\r\nurl = \"postgresql://h/d\"\r\n";
        files.file("bellows.toml", before);

        assertThat(files.call("lint", "--init", "./db/migrations").exit()).isZero();

        assertThat(configuration())
                .startsWith("\uFEFF# Migrations below")
                .endsWith("enforce-from = \"0301\"\r\n\r\n" + before.substring(1));
        assertThat(files.lint()).isEmpty();
    }

    @Test
    void aConfigurationOfOtherMigrationsIsLeftAlone() throws IOException {
        files.file("bellows.toml", "migrations = \"other\"\n");

        Ended ended = files.call("lint", "--init", "db/migrations");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("is about other migrations").contains("make an empty bellows.toml");
        assertThat(configuration()).isEqualTo("migrations = \"other\"\n");
    }

    @Test
    void theConfigurationIsFoundUpwardsAndPathsStartFromIt() throws IOException {
        Repository.in(folder).file("bellows.toml", "schema = \"shop\"\n");
        Caller inside = new Caller(Map.of(), folder.resolve("db"), null);

        assertThat(inside.call("lint", "--init", "migrations").exit()).isZero();

        assertThat(configuration()).contains("migrations = \"db/migrations\"").endsWith("\n\nschema = \"shop\"\n");
        assertThat(folder.resolve("db/bellows.toml")).doesNotExist();
    }

    @Test
    void withoutOneItIsMadeWhereTheCallIs() throws IOException {
        Repository.in(folder);
        Caller inside = new Caller(Map.of(), folder.resolve("db"), null);

        assertThat(inside.call("lint", "--init", "migrations").exit()).isZero();
        assertThat(folder.resolve("db/bellows.toml")).content().contains("migrations = \"migrations\"");

        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Repository other = Repository.in(folder.resolve("other")).file("m/0001_a.sql", "SELECT 1;");
        assertThat(new Caller(Map.of(), elsewhere, null)
                        .call("lint", "--init", other.root().resolve("m").toString())
                        .exit())
                .isZero();
        assertThat(other.root().resolve("bellows.toml")).content().contains("migrations = \"m\"");
    }

    @Test
    void filesThatAreNoMigrationsStayErrorsAndAreNamed() throws IOException {
        files.file("db/migrations/notes.sql", "SELECT 1;");
        Files.write(folder.resolve("db/migrations/0007_y.sql"), new byte[] {(byte) 0xE4});

        Ended ended = files.call("lint", "--init", "db/migrations");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("still an error each time", "notes.sql: its name is not a migration's")
                .contains("0007_y.sql: version 0007 is also that of");
        assertThat(files.lint())
                .containsExactly(
                        "error migration-file db/migrations/0007_y.sql",
                        "error migration-file db/migrations/notes.sql");
        files.file("bellows.toml", configuration() + """
                [[allow]]
                rule = "migration-file"
                path = "notes.sql"
                reason = "never mind"
                """);
        assertThat(files.lint()).hasSize(1);
    }

    @Test
    void timestampsGoOnAfterTheHighest() throws IOException {
        files.file("t/20260101120000_a.sql", "SELECT 1;").file("t/20260301120000_b.sql", "SELECT 1;");

        files.call("lint", "--init", "t");

        assertThat(configuration()).contains("enforce-from = \"20260301120001\"");
    }

    @Test
    void whereNothingIsThereNothingIsWritten() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(files.call("lint", "--init", empty.toString()).out()).contains("nothing was written");
        assertThat(files.call("lint", "--init", "nowhere").err()).contains("there is no folder");
        assertThat(files.call("lint", "--init").err()).contains("no folder of migrations is named");
        assertThat(files.call("lint", "--init", "db", "db/migrations").err()).contains("one folder");
        assertThat(files.call("lint", "--init", "db/migrations", "--git-base", "main")
                        .err())
                .contains("--init judges nothing");
        files.file("mixed/0001_a.up.sql", "").file("mixed/0002_a.sql", "");
        assertThat(files.call("lint", "--init", "mixed").err()).contains("more than one layout");
        assertThat(folder.resolve("bellows.toml")).doesNotExist();
    }

    @Test
    void whereNothingCanBeWrittenTheLinesAreToldInstead() throws IOException {
        Files.createDirectories(folder.resolve("bellows.toml.d"));
        Files.createSymbolicLink(folder.resolve("bellows.toml"), folder.resolve("nowhere/bellows.toml"));

        Ended ended = files.call("lint", "--init", "db/migrations");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("cannot be written").contains("enforce-from = \"0301\"");
    }

    @Test
    void aConfigurationThatMayNotBeWrittenStays() throws IOException {
        files.file("bellows.toml", "schema = \"a\"\n");
        Path file = folder.resolve("bellows.toml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeThat(Files.isWritable(file)).as("root may write everything").isFalse();

        assertThat(files.call("lint", "--init", "db/migrations").err()).contains("cannot be written");
        assertThat(Set.of(configuration())).containsExactly("schema = \"a\"\n");
    }
}
