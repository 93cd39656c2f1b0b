package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Build;
import dev.bellows.model.Location;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.testkit.MigrationFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are checks, of what, and what they may hold. */
class CheckFilesTest {
    @TempDir
    private Path folder = Path.of("");

    private Build build(String files) {
        MigrationFiles.write(folder, files);
        return Sources.load(settings(), CheckFilesTest.class.getClassLoader());
    }

    private Settings settings() {
        return Settings.DEFAULT
                .change()
                .migrations(List.of(Location.of(folder.toString())))
                .build();
    }

    private static String shown(Refusal refusal) {
        String file = String.valueOf(refusal.file());
        return refusal.code() + " " + file.substring(file.lastIndexOf('/') + 1) + ":" + refusal.line();
    }

    @Test
    void aCheckBelongsToTheMigrationBesideIt() {
        Build build = build("""
                -- file: 0042_add_email.sql
                SELECT 1;
                -- file: 0042_add_email.down.sql
                SELECT 1;
                -- file: 0042_add_email.check.sql
                SELECT 1 WHERE false;
                -- file: R_view.sql
                SELECT 1;
                -- file: R_view.check.sql
                SELECT 1 WHERE false;
                -- file: 0043_checks.sql
                SELECT 1;
                """);

        assertThat(build.refusals()).isEmpty();
        assertThat(build.migrations())
                .extracting(migration -> migration.version() + " " + (migration.check() == null ? "-" : "checked"))
                .containsExactly("0042 checked", "0043 -", "R_view checked");
    }

    @Test
    void golangMigrateHasThemToo() {
        Build build = build("""
                -- file: 1_a.up.sql
                SELECT 1;
                -- file: 1_a.check.sql
                SELECT 1 WHERE false;
                """);

        assertThat(build.refusals()).isEmpty();
        assertThat(build.migrations())
                .allSatisfy(migration -> assertThat(migration.check()).isNotNull());
    }

    @Test
    void aCheckWithoutItsMigrationIsRefusedAndBothAreNamed() {
        List<Refusal> refusals = build("""
                -- file: 1_a.sql
                SELECT 1;
                -- file: 2_b.check.sql
                SELECT 1;
                """).refusals();

        assertThat(refusals)
                .extracting(CheckFilesTest::shown)
                .containsExactly("check-without-migration 2_b.check.sql:0");
        assertThat(refusals.get(0).cause()).contains("version 2").contains("0042_add_email.sql");
    }

    @Test
    void twoChecksOfOneVersionAreRefused() {
        assertThat(build("""
                        -- file: 1_a.sql
                        SELECT 1;
                        -- file: 1_a.check.sql
                        SELECT 1;
                        -- file: 01_b.check.sql
                        SELECT 1;
                        """).refusals())
                .extracting(CheckFilesTest::shown)
                .containsExactly("duplicate-version 1_a.check.sql:0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "(SELECT 1) UNION ALL VALUES (2)",
                "TABLE a",
                "WITH b AS (SELECT 1) SELECT * FROM b",
                "SELECT 'DELETE FROM a' -- DELETE",
                "-- nothing"
            })
    void queriesMayStandThere(String query) {
        assertThat(build("-- file: 1_a.sql\nSELECT 1;\n-- file: 1_a.check.sql\n" + query + "\n")
                        .refusals())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE FROM a | not-a-query",
                "SET search_path = a | not-a-query",
                "CREATE TABLE b () | not-a-query",
                "EXPLAIN SELECT 1 | not-a-query",
                "DO 'BEGIN END' | not-a-query",
                "COMMIT | not-a-query",
                "SELECT pg_advisory_unlock_all() | not-a-query",
                "SELECT * FROM a FOR UPDATE | not-a-query",
                "SELECT * FROM (SELECT * FROM a FOR SHARE) AS b | not-a-query",
                "SELECT 1 AS i INTO b | not-a-query",
                "WITH d AS (DELETE FROM a RETURNING i) SELECT * FROM d | not-a-query",
                "SELECT * FROM (WITH d AS (UPDATE a SET i = 1 RETURNING i) SELECT * FROM d) AS e | not-a-query",
                "SELECT FROM WHERE | syntax",
            })
    void nothingElseMay(String statement, String code) {
        assertThat(build("-- file: 1_a.sql\nSELECT 1;\n-- file: 1_a.check.sql\nSELECT 1;\n" + statement + ";\n")
                        .refusals())
                .extracting(CheckFilesTest::shown)
                .containsExactly(code + " 1_a.check.sql:2");
    }

    @Test
    void aDirectiveIsTheMigrationsBusiness() {
        assertThat(build("""
                        -- file: 1_a.sql
                        SELECT 1;
                        -- file: 1_a.check.sql
                        -- bellows:transaction off
                        SELECT 1;
                        """).refusals()).extracting(Refusal::code).containsExactly("directive-in-check");
    }

    @Test
    void anEmptyCheckIsTold() {
        assertThat(build("-- file: 1_a.sql\nSELECT 1;\n-- file: 1_a.check.sql\n")
                        .notices())
                .hasSize(1)
                .allMatch(notice -> notice.endsWith("1_a.check.sql holds no query: it checks nothing"));
    }

    @Test
    void theLinterKnowsThemAndSaysWhatApplyWouldRefuse() {
        MigrationFiles.write(folder, """
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 1_a.check.sql
                SELECT i FROM a;
                TRUNCATE a;
                -- file: 2_b.check.sql
                SELECT 1;
                """);

        LintSources sources = LintSources.of(
                List.of(LintPlace.whole(Location.of(folder.toString()))),
                null,
                settings(),
                CheckFilesTest.class.getClassLoader());

        assertThat(sources.scripts()).hasSize(1);
        assertThat(sources.findings())
                .extracting(finding -> finding.finding().message())
                .hasSize(2)
                .anyMatch(message -> message.contains("a check holds queries only"))
                .anyMatch(message -> message.contains("it checks version 2"));
    }
}
