package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.adopt.Tools;
import dev.bellows.cli.Caller.Ended;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A person with a folder and a database of another tool, at the command line. */
class AdoptOnPostgresTest {
    private static final String DBMATE = "CREATE TABLE schema_migrations (version varchar(128) primary key);";

    private static Caller dbmate(TestDatabase db) {
        db.migrations("""
                -- file: 001_a.sql
                -- migrate:up
                CREATE TABLE a (id int);
                -- file: 002_b.sql
                -- migrate:up
                CREATE TABLE b (id int);
                -- file: 003_c.sql
                -- migrate:up
                CREATE TABLE c (id int);
                """);
        db.sql(DBMATE + "INSERT INTO schema_migrations VALUES ('001'), ('002'), ('000'); CREATE TABLE a (id int);"
                + "CREATE TABLE b (id int)");
        return Caller.on(db);
    }

    @PostgresTest
    void withoutYesItOnlyShows(TestDatabase db) {
        Ended ended = dbmate(db).call("adopt", "--from", "dbmate");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo("""
                dbmate: 3 migrations in public.schema_migrations, the last 002
                to adopt: 2 migrations, 001 to 002
                  no checksum to compare: 2; that the file is what ran is taken on trust
                only in public.schema_migrations: 000
                only in the folder, so pending: 003
                for bellows.toml:
                  + # Migrations below this version are history: known to bellows lint, and not judged.
                  + enforce-from = "003"
                  + migrations = "."
                this was a dry run: nothing was changed
                to adopt it: bellows adopt --from dbmate --yes
                """);
        assertThat(db.query("SELECT FROM pg_class WHERE relname = 'bellows_ledger'"))
                .isEmpty();
        assertThat(db.folder().resolve("bellows.toml")).doesNotExist();
    }

    @PostgresTest
    void withYesItIsDoneAndASecondTimeNothingIsToDo(TestDatabase db) throws IOException {
        Caller caller = dbmate(db);
        Files.writeString(db.folder().resolve("bellows.toml"), "# ours\nwait = \"5m\"   # long\n");

        Ended ended = caller.call("adopt", "--from", "dbmate", "--yes");

        assertThat(ended.exit()).isZero();
        assertThat(ended.lastLine()).isEqualTo("adopted; public.schema_migrations is as it was; next: bellows status");
        assertThat(Files.readString(db.folder().resolve("bellows.toml"))).isEqualTo("""
                # Migrations below this version are history: known to bellows lint, and not judged.
                enforce-from = "003"
                migrations = "."

                # ours
                wait = "5m"   # long
                """);
        assertThat(db.ledger()).containsExactly("adopted 001", "adopted 002");
        assertThat(caller.call("status").out()).contains("adopted", "pending", "next: bellows apply");
        assertThat(caller.call("adopt", "--from", "dbmate", "--yes").lastLine())
                .isEqualTo("nothing to do; next: bellows status");
        assertThat(caller.call("apply").exit()).isZero();
        assertThat(db.columns("c")).containsExactly("id");
        assertThat(caller.call("lint").exit()).isZero();
    }

    @PostgresTest
    void whatCannotBeAdoptedIsRefusedWithTheNextAction(TestDatabase db) {
        Caller caller = dbmate(db);

        Ended ended = caller.call("adopt", "--from", "golang-migrate", "--yes");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.err()).contains("public.schema_migrations is no table of golang-migrate", "--from");
        assertThat(caller.call("adopt", "--from", "rake").exit()).isEqualTo(2);
        assertThat(caller.call("adopt").err()).contains("--from");
    }

    @PostgresTest
    void anEnforceFromThatIsThereIsKeptAndWhatItHidesIsTold(TestDatabase db) throws IOException {
        Caller caller = dbmate(db);
        Files.writeString(db.folder().resolve("bellows.toml"), "enforce-from = \"004\"\n");

        Ended ended = caller.call("adopt", "--from", "dbmate");

        assertThat(ended.out())
                .contains("bellows.toml says enforce-from = \"004\", and keeps it")
                .contains("history by that line, so never run on this database: 003");
    }

    @Test
    void theHelpNamesEveryToolAndEachHasItsPage() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "leaving", "README.md"));
        for (String tool : Tools.names()) {
            assertThat(Path.of("..", "docs", "leaving", tool + ".md")).exists();
            assertThat(documentation).contains("(" + tool + ".md)");
        }
        String label = new Caller(java.util.Map.of(), Path.of("."), null)
                .call("adopt", "--help")
                .out()
                .replaceAll("\\s", "");
        assertThat(label).contains(String.join("|", Tools.names()));
    }
}
