package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.Decision;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Location;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Resolution;
import dev.bellows.model.Settings;
import dev.bellows.model.State;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.UnreachableException;
import dev.bellows.source.Sources;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder whose first migrations have become one baseline, on databases that have them and on those that do not. */
class SquashTest {
    private static final String BASELINE = "0002.baseline.sql";

    private static void old(TestDatabase db) {
        db.migrations("""
                -- file: 0001_users.sql
                CREATE TABLE users (id int);
                -- file: 0002_name.sql
                ALTER TABLE users ADD name text;
                """);
    }

    private static void newer(TestDatabase db) {
        db.migrations("""
                -- file: 0003_email.sql
                ALTER TABLE users ADD email text;
                """);
    }

    /** As the command line writes it. */
    private static void squash(TestDatabase db, String file, String body) {
        String head = Sources.load(
                        Settings.DEFAULT
                                .change()
                                .migrations(List.of(Location.of(db.folder().toString())))
                                .build(),
                        SquashTest.class.getClassLoader())
                .migrations()
                .stream()
                .filter(migration -> !migration.repeatable())
                .map(migration -> "-- bellows:squashes " + migration.version() + " "
                        + migration.script().checksum() + "\n")
                .collect(Collectors.joining());
        write(db, file, head + body);
    }

    private static void squash(TestDatabase db) {
        squash(db, BASELINE, "CREATE TABLE users (id int, name text);\n");
    }

    private static void write(TestDatabase db, String file, String text) {
        try {
            Files.writeString(db.folder().resolve(file), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void removeOld(TestDatabase db) {
        Stream.of("0001_users.sql", "0002_name.sql").forEach(file -> remove(db, file));
    }

    private static void remove(TestDatabase db, String file) {
        try {
            Files.delete(db.folder().resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> states(TestDatabase db) {
        return db.bellows().status().rows().stream()
                .map(row -> row.version() + " " + row.description() + " "
                        + row.state().word())
                .toList();
    }

    @PostgresTest
    void aNewDatabaseRunsTheBaselineAndWhatIsAboveIt(TestDatabase db) {
        old(db);
        squash(db);
        newer(db);

        db.apply();

        assertThat(db.ledger()).containsExactly("baselined 0002 1/1", "applied 0003 1/1");
        assertThat(db.columns("users")).containsExactly("id", "name", "email");
        assertThat(states(db))
                .containsExactly(
                        "0001 users baselined", "0002 name baselined", "0002 baseline baselined", "0003 email applied");
        removeOld(db);
        assertThat(db.apply().steps()).isEmpty();
        assertThat(states(db)).containsExactly("0002 baseline baselined", "0003 email applied");
        assertThat(db.bellows().validateWithoutLease().current()).isTrue();
    }

    @PostgresTest
    void aDatabaseThatHasThemSeesNothingToDoAndItsLedgerSaysSo(TestDatabase db) {
        old(db);
        db.apply();
        squash(db);
        removeOld(db);

        assertThat(db.bellows().validateWithoutLease().current()).isTrue();
        assertThat(db.apply().steps()).isEmpty();
        db.apply();

        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "applied 0002 1/1", "baselined 0002");
        assertThat(db.value("SELECT reason FROM bellows_ledger WHERE event = 'baselined'"))
                .endsWith("0002.baseline.sql stands for what is applied: 0001 to 0002");
        assertThat(states(db)).containsExactly("0001 users applied", "0002 name applied", "0002 baseline baselined");
        assertThat(db.bellows().status().next()).isEqualTo("nothing to do");
    }

    @PostgresTest
    void anEditedBaselineIsReportedWhicheverWayTheDatabaseCameToIt(TestDatabase db) {
        old(db);
        db.apply();
        squash(db);
        db.apply();
        squash(db, BASELINE, "CREATE TABLE users (id int, name text NOT NULL);\n");

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("edited: it has changed since it was released")
                .hasMessageContaining("bellows resolve 0002 --accept-checksum REASON");
        assertThatThrownBy(() -> db.bellows().validateWithoutLease())
                .hasMessageContaining("it has changed since it was released");
        assertThat(db.bellows().status().rows()).anyMatch(row -> row.state() == State.EDITED);

        db.bellows().resolve(Resolution.of("0002", Decision.ACCEPT_CHECKSUM, "only a comment"));
        assertThat(db.apply().steps()).isEmpty();
        assertThat(db.bellows().status().refusals()).isEmpty();
    }

    @PostgresTest
    void aBaselineThatANewDatabaseRanMayNotChangeEither(TestDatabase db) {
        old(db);
        squash(db);
        removeOld(db);
        db.apply();
        write(db, BASELINE, read(db).replace("name text", "name varchar"));

        assertThatThrownBy(db::apply).hasMessageContaining("it has changed since it was released");
    }

    private static String read(TestDatabase db) {
        try {
            return Files.readString(db.folder().resolve(BASELINE));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    void whatIsLackingRunsFromItsFileOrIsRefusedByName(TestDatabase db) {
        old(db);
        db.bellows().to("0001").applyWithoutLease();
        squash(db);
        removeOld(db);

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("squashed-before-applied")
                .hasMessageContaining("whose file is gone: 2")
                .hasMessageContaining("put the old files back");
        assertThatThrownBy(() -> db.bellows().validateWithoutLease()).hasMessageContaining("whose file is gone: 2");

        old(db);
        db.apply();
        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "applied 0002 1/1");
        removeOld(db);
        db.apply();
        assertThat(db.ledger()).endsWith("baselined 0002");
    }

    @PostgresTest
    void aFileThatTheBaselineDoesNotStandForMayNotHideBelowIt(TestDatabase db) {
        old(db);
        squash(db);
        db.migrations("""
                -- file: 0001_users.sql
                CREATE TABLE users (id bigint);
                -- file: 0000_late.sql
                CREATE TABLE late (id int);
                """);

        assertThatThrownBy(db::apply)
                .hasMessageContaining("below-baseline: its version is below that of")
                .hasMessageContaining("edited-below-baseline: it has changed since");
    }

    @PostgresTest
    void whatWasAppliedFromAnotherTextIsNotWhatTheBaselineStandsFor(TestDatabase db) {
        old(db);
        db.apply();
        db.migrations("""
                -- file: 0002_name.sql
                ALTER TABLE users ADD name varchar;
                """);
        squash(db);
        removeOld(db);

        assertThatThrownBy(db::apply)
                .hasMessageContaining(
                        "version 0002 was applied here from another text than the one that this baseline");
    }

    @PostgresTest
    void aBaselineThatFailsLeavesNothingAndMayBeMended(TestDatabase db) {
        old(db);
        squash(db, BASELINE, "CREATE TABLE users (id int, name text);\nCREATE TABLE broken (id nothing);\n");
        removeOld(db);

        assertThatThrownBy(db::apply).isInstanceOf(StatementFailedException.class);
        assertThat(db.ledger()).isEmpty();

        write(db, BASELINE, read(db).replace("CREATE TABLE broken (id nothing);\n", ""));
        db.apply();
        assertThat(db.ledger()).containsExactly("baselined 0002 1/1");
    }

    @PostgresTest
    void whoDiesInItLeavesNothingAndTheNextOneRunsAllOfIt(TestDatabase db) {
        db.sql("ALTER DATABASE " + db.name() + " SET shop.dies = 'yes'");
        old(db);
        squash(db, BASELINE, """
                CREATE TABLE users (id int, name text);
                SELECT pg_terminate_backend(pg_backend_pid()) WHERE current_setting('shop.dies', true) = 'yes';
                """);
        removeOld(db);

        assertThatThrownBy(db::apply).isInstanceOf(UnreachableException.class);
        assertThat(db.ledger()).isEmpty();
        assertThat(db.query("SELECT FROM pg_class WHERE relname = 'users'")).isEmpty();

        db.sql("ALTER DATABASE " + db.name() + " RESET shop.dies");
        db.apply();
        assertThat(db.ledger()).containsExactly("baselined 0002 2/2");
    }

    @PostgresTest
    void twoAtOnceRunItOnce(TestDatabase db) {
        old(db);
        squash(db);
        removeOld(db);
        newer(db);

        CompletableFuture<?> one = CompletableFuture.runAsync(db::apply);
        CompletableFuture<?> other = CompletableFuture.runAsync(db::apply);
        CompletableFuture.allOf(one, other).join();

        assertThat(db.ledger()).containsExactly("baselined 0002 1/1", "applied 0003 1/1");
    }

    @PostgresTest
    void aSecondBaselineStandsForTheFirst(TestDatabase db) {
        old(db);
        squash(db);
        db.apply();
        newer(db);
        squash(db, "0003.baseline.sql", "CREATE TABLE users (id int, name text, email text);\n");
        db.apply();
        db.apply();
        assertThat(db.ledger()).containsExactly("baselined 0002 1/1", "applied 0003 1/1", "baselined 0003");

        removeOld(db);
        remove(db, "0003_email.sql");
        remove(db, BASELINE);
        assertThat(db.apply().steps()).isEmpty();
        assertThat(db.bellows().validateWithoutLease().current()).isTrue();
    }

    @PostgresTest
    void ofTwoBaselinesANewDatabaseRunsTheHigherThatIsWanted(TestDatabase db) {
        old(db);
        squash(db);
        newer(db);
        squash(db, "0003.baseline.sql", "CREATE TABLE users (id int, name text, email text);\n");
        removeOld(db);
        remove(db, "0003_email.sql");

        db.bellows().to("0002").applyWithoutLease();
        assertThat(db.ledger()).containsExactly("baselined 0002 1/1");
        assertThatThrownBy(db::apply).hasMessageContaining("whose file is gone: 3");
    }

    @PostgresTest
    void aDownEndsAtTheBaseline(TestDatabase db) {
        old(db);
        squash(db);
        removeOld(db);
        db.migrations("""
                -- file: 0003_email.sql
                ALTER TABLE users ADD email text;
                -- file: 0003_email.down.sql
                ALTER TABLE users DROP email;
                """);
        db.apply();

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        assertThat(db.columns("users")).containsExactly("id", "name");
        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("version 2 is applied, and its files are not here");
    }

    @PostgresTest
    void aBaselineThatIsGoneIsMissed(TestDatabase db) {
        old(db);
        squash(db);
        removeOld(db);
        newer(db);
        db.apply();
        remove(db, BASELINE);

        assertThatThrownBy(db::apply).hasMessageContaining("this database stands on the baseline of version 2");
        db.bellows().resolve(Resolution.of("2", Decision.MISSING, "it is in the archive"));
        assertThat(db.apply().steps()).isEmpty();
    }

    @PostgresTest
    void whoDidNotApplyYetIsNotCurrent(TestDatabase db) {
        old(db);
        squash(db);
        removeOld(db);

        assertThatThrownBy(() -> db.bellows().validateWithoutLease())
                .isInstanceOf(NotInTimeException.class)
                .hasMessageContaining("next: bellows apply");
        assertThat(db.bellows().plan().steps()).singleElement().matches(step -> step.migration()
                .isBaseline());
    }

    @PostgresTest
    void aFileThatOnlyLooksLikeABaselineIsRefused(TestDatabase db) {
        old(db);
        write(db, BASELINE, "CREATE TABLE users (id int, name text);\n");

        assertThatThrownBy(db::apply).hasMessageContaining("it does not say that it stands for version 0002");
    }
}
