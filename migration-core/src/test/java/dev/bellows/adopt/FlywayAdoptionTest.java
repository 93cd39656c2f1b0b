package dev.bellows.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Adoption;
import dev.bellows.model.AdoptionSource;
import dev.bellows.model.DownTarget;
import dev.bellows.model.RefusedException;
import dev.bellows.model.State;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Databases that Flyway itself made. */
class FlywayAdoptionTest {
    private static final AdoptionSource FLYWAY = AdoptionSource.of("flyway");

    private static final String FOLDER = """
            -- file: V1__users.sql
            CREATE TABLE users (id int PRIMARY KEY, name text);
            -- file: V1.1__note.sql
            ALTER TABLE users ADD note text;
            -- file: U1.1__note.sql
            ALTER TABLE users DROP note;
            -- file: R__names.sql
            CREATE OR REPLACE VIEW names AS SELECT name FROM users;
            """;

    private static FluentConfiguration flyway(TestDatabase db) {
        return Flyway.configure().dataSource(db.dataSource()).locations("filesystem:" + db.folder());
    }

    private static List<List<@Nullable String>> table(TestDatabase db, String name) {
        return db.query("SELECT t::text, t.xmin, t.ctid FROM " + name + " AS t ORDER BY installed_rank");
    }

    @PostgresTest
    void whatFlywayMadeGoesOnWithBellowsAndFlywayFindsItsTableAsItWas(TestDatabase db) {
        db.migrations(FOLDER);
        flyway(db).load().migrate();
        List<List<@Nullable String>> before = table(db, "flyway_schema_history");

        Adoption seen = db.bellows().tryAdopt(FLYWAY);
        assertThat(seen.done()).isFalse();
        assertThat(db.query("SELECT FROM pg_class WHERE relname = 'bellows_ledger'"))
                .isEmpty();

        Adoption done = db.bellows().adopt(FLYWAY);
        assertThat(done.adopted()).isEqualTo(seen.adopted());
        assertThat(done.adopted())
                .extracting(each -> each.migration() + " " + each.checked())
                .containsExactly("1 true", "1.1 true", "R__names true");
        assertThat(done.enforceFrom()).isEqualTo("1.1.1");
        assertThat(db.ledger()).containsExactly("adopted 1", "adopted 1.1", "adopted R__names");
        assertThat(db.value("SELECT count(DISTINCT xmin::text) FROM bellows_ledger"))
                .isEqualTo("1");

        db.migrations("""
                -- file: V2__email.sql
                ALTER TABLE users ADD email text;
                """);
        assertThat(db.bellows().enforceFrom("1.1.1").applyWithoutLease().steps())
                .extracting("version")
                .containsExactly("2");
        assertThat(db.bellows().status().rows())
                .extracting("state")
                .containsExactly(State.ADOPTED, State.ADOPTED, State.APPLIED, State.ADOPTED);
        assertThat(db.columns("users")).containsExactly("id", "name", "note", "email");

        assertThat(table(db, "flyway_schema_history")).isEqualTo(before);
        assertThat(flyway(db).ignoreMigrationPatterns("*:pending").load().validateWithResult().validationSuccessful)
                .isTrue();
        assertThat(flyway(db).load().info().pending()).hasSize(1);
    }

    @PostgresTest
    void aSecondCallDoesNothingAndOneAfterMoreOfFlywayAddsThat(TestDatabase db) {
        db.migrations(FOLDER);
        flyway(db).target(MigrationVersion.fromVersion("1")).load().migrate();
        assertThat(db.bellows().adopt(FLYWAY).pending()).extracting("version").containsExactly("1.1");
        assertThat(db.bellows().tryAdopt(FLYWAY).enforceFrom()).isEqualTo("1.1");
        long position = db.bellows().status().position();

        Adoption again = db.bellows().adopt(FLYWAY);
        assertThat(again.nothingToDo()).isTrue();
        assertThat(again.done()).isFalse();
        assertThat(db.bellows().status().position()).isEqualTo(position);

        flyway(db).load().migrate();
        assertThat(db.bellows().adopt(FLYWAY).adopted()).extracting("name").containsExactly("1.1 note");
    }

    @PostgresTest
    void anAdoptedMigrationGoesDown(TestDatabase db) {
        db.migrations(FOLDER);
        flyway(db).load().migrate();
        db.bellows().adopt(FLYWAY);

        db.bellows().enforceFrom("1.1.1").down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(db.columns("users")).containsExactly("id", "name");
        assertThatThrownBy(() -> db.bellows().adopt(FLYWAY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("flyway has applied version 1.1")
                .hasMessageContaining("reverted");
    }

    @PostgresTest
    void anEditedFileIsRefusedByNameAndNothingIsWritten(TestDatabase db) {
        db.migrations(FOLDER);
        flyway(db).load().migrate();
        db.migrations("""
                -- file: V1.1__note.sql
                ALTER TABLE users ADD note text; -- edited
                """);

        assertThat(db.bellows().tryAdopt(FLYWAY).refusals()).extracting("code").containsExactly("adopt-edited");
        assertThatThrownBy(() -> db.bellows().adopt(FLYWAY)).isInstanceOfSatisfying(RefusedException.class, e -> {
            assertThat(e.report().refusals()).singleElement().satisfies(refusal -> {
                assertThat(refusal.file()).endsWith("V1.1__note.sql");
                assertThat(refusal.next()).contains("flyway repair");
            });
        });
        assertThat(db.query("SELECT FROM pg_class WHERE relname = 'bellows_ledger'"))
                .isEmpty();
    }

    @PostgresTest
    void aChangedRepeatableStaysPending(TestDatabase db) {
        db.migrations(FOLDER);
        flyway(db).load().migrate();
        db.migrations("""
                -- file: R__names.sql
                CREATE OR REPLACE VIEW names AS SELECT name, id FROM users;
                """);

        Adoption done = db.bellows().adopt(FLYWAY);

        assertThat(done.pending()).extracting("version").containsExactly("R__names");
        assertThat(done.notices()).anyMatch(notice -> notice.contains("R__names.sql has changed"));
        assertThat(db.apply().steps()).extracting("version").containsExactly("R__names");
    }

    @PostgresTest
    void whatFlywayFailedAtIsRefused(TestDatabase db) {
        db.migrations(FOLDER);
        flyway(db).load().migrate();
        // As it does for what fails outside a transaction.
        db.sql("""
                UPDATE flyway_schema_history SET success = false WHERE version = '1.1'""");

        assertThatThrownBy(() -> db.bellows().adopt(FLYWAY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("V1.1__note.sql failed")
                .hasMessageContaining("flyway repair");
    }

    @PostgresTest
    void belowFlywaysBaselineEverythingIsThere(TestDatabase db) {
        db.migrations(FOLDER);
        db.sql("CREATE TABLE users (id int PRIMARY KEY, name text)");
        flyway(db).baselineOnMigrate(true).baselineVersion("1").load().migrate();

        assertThat(db.bellows().adopt(FLYWAY).adopted())
                .extracting(each -> each.name() + " " + each.checked())
                .containsExactly("baseline 1 false", "1.1 note true", "names true");
    }

    @PostgresTest
    void anotherTableInAnotherSchemaOutOfOrderWithPlaceholdersAndTwoLocations(TestDatabase db, @TempDir Path second)
            throws IOException {
        db.migrations(FOLDER + """
                -- file: V3__grants.sql
                COMMENT ON TABLE users IS '${what}';
                """);
        FluentConfiguration flyway = flyway(db)
                .locations("filesystem:" + db.folder(), "filesystem:" + second)
                .table("history")
                .defaultSchema("tools")
                .schemas("tools", "public")
                .createSchemas(true)
                .initSql("SET search_path = public")
                .placeholders(Map.of("what", "people"));
        flyway.load().migrate();
        java.nio.file.Files.writeString(second.resolve("V2__late.sql"), "CREATE TABLE late (id int);");
        java.nio.file.Files.writeString(second.resolve("V4__pending.sql"), "CREATE TABLE pending (id int);");
        flyway.outOfOrder(true).target("3").load().migrate();

        Bellows both = db.bellows().migrations(second.toString());
        Adoption done = both.adopt(FLYWAY.table("tools.history"));

        assertThat(done.table()).isEqualTo("tools.history");
        assertThat(done.adopted())
                .extracting(each -> each.migration().version())
                .containsExactly("1", "1.1", "2", "3", "R__names");
        assertThat(done.onlyInTable()).isEmpty();
        assertThat(done.enforceFrom()).isEqualTo("4");
        // The old placeholder is history, and what is new runs.
        assertThat(both.enforceFrom("4").applyWithoutLease().steps())
                .extracting("version")
                .containsExactly("4");
    }

    @PostgresTest
    void whatFlywayPassedOverStaysPending(TestDatabase db) {
        db.migrations("""
                -- file: V1__a.sql
                CREATE TABLE a (id int);
                -- file: V3__c.sql
                CREATE TABLE c (id int);
                """);
        flyway(db).load().migrate();
        db.migrations("""
                -- file: V2__b.sql
                CREATE TABLE b (id int);
                """);

        Adoption done = db.bellows().adopt(FLYWAY);

        assertThat(done.pending()).extracting("version").containsExactly("2");
        assertThat(done.enforceFrom()).as("history would never run").isEqualTo("2");
        assertThat(db.bellows()
                        .enforceFrom("2")
                        .outOfOrder(true)
                        .applyWithoutLease()
                        .steps())
                .extracting("version")
                .containsExactly("2");
    }

    @PostgresTest
    void whatFlywayTookBackDoesNotCountAndItsJavaIsOnlyNamed(TestDatabase db) {
        db.migrations(FOLDER);
        flyway(db).javaMigrations(new V5__Fill()).load().migrate();
        // As Flyway's undo and, for a file that is gone, its repair write them.
        db.sql("""
                INSERT INTO flyway_schema_history
                SELECT 90, version, description, 'UNDO_SQL', script, checksum, installed_by, now(), 1, true
                FROM flyway_schema_history WHERE version = '1.1';
                INSERT INTO flyway_schema_history
                VALUES (91, '7', 'gone', 'SQL', 'V7__gone.sql', 1, 'me', now(), 1, true),
                       (92, '7', 'gone', 'DELETE', 'V7__gone.sql', 1, 'me', now(), 1, true)""");

        Adoption done = db.bellows().adopt(FLYWAY);

        assertThat(done.adopted())
                .extracting(each -> each.migration().version())
                .containsExactly("1", "R__names");
        assertThat(done.onlyInTable()).containsExactly("5 Fill");
        assertThat(done.pending()).extracting("version").containsExactly("1.1");
    }

    /** A migration in Java, as Flyway wants it. */
    public static final class V5__Fill extends BaseJavaMigration {
        @Override
        public void migrate(Context context) {
            // That it has run is enough.
        }
    }

    @PostgresTest
    void aTableThatIsNotThereOrIsAnotherToolsIsRefused(TestDatabase db) {
        db.migrations(FOLDER);
        assertThatThrownBy(() -> db.bellows().adopt(FLYWAY))
                .hasMessageContaining("there is no table flyway_schema_history here")
                .hasMessageContaining("--table SCHEMA.TABLE");
        db.sql("CREATE TABLE history (id int)");
        assertThatThrownBy(() -> db.bellows().adopt(FLYWAY.table("history")))
                .hasMessageContaining("public.history is no table of flyway");
        db.sql("CREATE SCHEMA a; CREATE SCHEMA b; CREATE TABLE a.h (id int); CREATE TABLE b.h (id int)");
        assertThatThrownBy(() -> db.bellows().adopt(FLYWAY.table("h"))).hasMessageContaining("--table a.h");
    }

    @PostgresTest
    void anotherFolderIsToldFromTheRightOne(TestDatabase db, @TempDir Path folder) throws IOException {
        db.migrations(FOLDER);
        flyway(db).load().migrate();
        java.nio.file.Files.writeString(folder.resolve("V77__other.sql"), "SELECT 1;");

        assertThatThrownBy(() -> Bellows.on(db.dataSource())
                        .migrations(folder.toString())
                        .adopt(FLYWAY))
                .hasMessageContaining("none of the 3 migrations")
                .hasMessageContaining("--migrations FOLDER");
    }
}
