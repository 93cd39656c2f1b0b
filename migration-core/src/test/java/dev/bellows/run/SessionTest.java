package dev.bellows.run;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Location;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Settings;
import dev.bellows.model.UnreachableException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One session has the lock, runs the SQL, writes the ledger; what a migration changes in it is back for the next. */
class SessionTest {
    private static final String SEE = """
            -- file: 2_see.sql
            CREATE TABLE public.seen AS
                SELECT name, setting FROM pg_settings
                UNION ALL SELECT 'current_user', current_user UNION ALL SELECT 'session_user', session_user;
            """;

    private static final String HELD = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1"
            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    @PostgresTest
    void withoutASessionTheReportStillKnowsTheBuild(TestDatabase db) {
        db.migrations("-- file: 0002_b.sql\nSELECT 1;\n");
        PGSimpleDataSource nowhere = db.dataSource();
        nowhere.setDatabaseName(db.name() + "_gone");

        assertThatThrownBy(() ->
                        Bellows.on(nowhere).migrations(db.folder().toString()).applyWithoutLease())
                .isInstanceOfSatisfying(UnreachableException.class, e -> {
                    assertThat(e.report().head()).isEqualTo("0002");
                    assertThat(e.report().database()).isEmpty();
                });
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "SET ROLE pg_monitor",
                "SET SESSION AUTHORIZATION pg_monitor",
                "SET LOCAL ROLE pg_monitor",
                "SET search_path = ''",
                "SET search_path = pg_catalog",
                "SET lock_timeout = '1h'",
                "SET statement_timeout = '1ms'; RESET statement_timeout",
                "RESET ALL",
                "RESET ROLE",
                "SET TimeZone = 'Asia/Tokyo'; SET IntervalStyle = 'iso_8601'",
                "DO 'BEGIN SET standard_conforming_strings = off; END'",
                "SET session_replication_role = replica",
                "SELECT set_config('search_path', '', false), set_config('work_mem', '64kB', false)",
                "DO 'BEGIN SET search_path = pg_catalog; SET ROLE pg_monitor; END'",
                "SET default_transaction_read_only = on",
                "SET default_transaction_isolation = 'serializable'",
                "SET temp_buffers = '16MB'; CREATE TEMPORARY TABLE t AS SELECT 1",
                "SELECT setseed(0.5); SET seed = 0.5",
                "SET LOCAL work_mem = '64kB'; SET work_mem = '128kB'; SET LOCAL work_mem = '64kB'",
                "SET plpgsql.variable_conflict = use_column; SET app.y = '1'",
                "SET client_min_messages = error; SET session_preload_libraries = ''"
            })
    @Tag("scenario-24")
    void whatAMigrationSetsIsBackForTheNext(String statement, TestDatabase db, TestDatabase untouched) {
        untouched.migrations("-- file: 1_set.sql\nSELECT 1;\n" + SEE);
        untouched.apply();
        db.migrations("-- file: 1_set.sql\n" + statement + ";\n" + SEE);

        List<String> held = new ArrayList<>();
        db.bellows()
                .listener(progress -> {
                    if (progress instanceof Progress.StepStarted started && started.number() == 2) {
                        held.add(db.value(HELD));
                    }
                })
                .applyWithoutLease();

        assertThat(held).as("advisory locks between the migrations").containsExactly("1");
        assertThat(db.query("SELECT * FROM seen ORDER BY 1"))
                .isEqualTo(untouched.query("SELECT * FROM seen ORDER BY 1"));
        assertThat(db.query("SELECT DISTINCT role FROM bellows_ledger"))
                .containsExactly(List.of(requireNonNull(db.value("SELECT current_user"))));
        assertThat(db.value(HELD)).isEqualTo("0");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"", "-- bellows:transaction off\n"})
    void whatWouldEndTheSessionIsSwitchedOffBeforeTheNextStatement(String directive, TestDatabase db) {
        db.migrations("-- file: 1_set.sql\n" + directive + """
                CREATE TABLE seen (name text, setting text);
                SET idle_in_transaction_session_timeout = '321ms';
                SET idle_session_timeout = '321ms';
                INSERT INTO seen SELECT name, setting FROM pg_settings WHERE name ~ '^idle_.*timeout$';
                """);

        db.apply();

        assertThat(db.query("SELECT DISTINCT setting FROM seen")).containsExactly(List.of("0"));
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "RESET ALL",
                "INSERT INTO t SELECT loosen()",
                "-- bellows:transaction off\nRESET ALL",
                "-- bellows:transaction off\nINSERT INTO t SELECT loosen()"
            })
    void theServerReadsStringsAsTheSplitterDidWhateverAFileDoes(String loosens, TestDatabase db) {
        db.sql("ALTER DATABASE " + db.name() + " SET standard_conforming_strings = off; CREATE TABLE t (text text);"
                + " CREATE FUNCTION loosen() RETURNS text LANGUAGE sql AS"
                + " $$ SELECT set_config('standard_conforming' || '_strings', 'off', false) $$");
        db.bellows().baseline("0");
        db.migrations(
                "-- file: 1_t.sql\n" + loosens + ";\nINSERT INTO t VALUES ('a\\');\nINSERT INTO t VALUES ('; b');\n");

        assertThat(db.apply().current()).isTrue();

        assertThat(db.query("SELECT text FROM t WHERE text <> 'off'"))
                .extracting(row -> row.get(0))
                .containsExactly("a\\", "; b");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"", "-- bellows:transaction off\n"})
    @Tag("scenario-15")
    void aFunctionThatReleasesTheLockStopsTheRun(String directive, TestDatabase db) {
        db.sql("CREATE FUNCTION sly() RETURNS void LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$");
        db.migrations("-- file: 1_sly.sql\n" + directive + "SELECT sly();\n-- file: 2_b.sql\nCREATE TABLE b ();\n");
        db.bellows().baseline("0");

        assertThatThrownBy(db::apply)
                .isInstanceOf(NotInTimeException.class)
                .hasMessageContaining("no longer holds Bellows's lock")
                .hasMessageContaining("bellows apply");

        // The transaction had the key as its own lock, so the first migration was safe; the second never began.
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 1/1");
        assertThat(db.value("SELECT to_regclass('b')")).isNull();
        assertThat(db.apply().current()).isTrue();
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "BEGIN",
                "COMMIT",
                "ROLLBACK",
                "DISCARD ALL",
                "SELECT pg_advisory_unlock_all()",
                "DO $$BEGIN PERFORM pg_advisory_unlock(1); END$$",
                "SET TRANSACTION READ ONLY",
                "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
            })
    @Tag("scenario-24")
    void whatWouldLoseTheLockOrTheTransactionIsRefused(String statement, TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n" + statement + ";\n");

        assertThatThrownBy(db::apply).isInstanceOf(RefusedException.class).hasMessageContaining("remove it");

        assertThat(db.value("SELECT to_regclass('a') IS NULL AND to_regclass('bellows_ledger') IS NULL"))
                .isEqualTo("t");
    }

    /**
     * Linux takes the setting always; elsewhere a server refuses it with SQLSTATE 22023, as every server does a negative
     * value: the proxy makes one of ours.
     */
    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({"5s, 5s", "-1, 0"})
    void aServerThatCannotLookAfterItsClientsIsUsedWithoutThat(String read, String inForce, TestDatabase db)
            throws IOException {
        db.migrations(
                "-- file: 1_a.sql\nCREATE TABLE a AS SELECT current_setting('client_connection_check_interval') AS"
                        + " seen;\n-- file: 2_v.sql\nVACUUM a;\n");
        // Of the same length, because messages carry theirs.
        TcpProxy.Traffic rewriting = (direction, bytes) -> Fate.pass(new String(bytes, ISO_8859_1)
                .replaceAll("(client_connection_check_interval(?:'?,| =) ')5s'", "$1" + read + "'")
                .getBytes(ISO_8859_1));
        try (TcpProxy proxy = TcpProxy.before(db, () -> rewriting)) {
            assertThat(Bellows.on(proxy.dataSource(db))
                            .migrations(db.folder().toString())
                            .applyWithoutLease()
                            .current())
                    .isTrue();
        }
        assertThat(db.value("SELECT seen FROM a")).isEqualTo(inForce);
    }

    @PostgresTest
    void aSettingThatTheDriverCannotLiveWithSaysSo(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\nSET DateStyle = 'German';\n");

        assertThatThrownBy(db::apply)
                .hasMessageContaining("DateStyle")
                .hasMessageEndingWith("remove that SET: the driver needs the setting as it is");

        assertThat(db.value("SELECT to_regclass('a')")).isNull();
    }

    @PostgresTest
    void aRoleOwnsWhatMigrationsMakeAndWritesTheLedger(TestDatabase db) {
        try (TestRole owner = TestRole.in(db, "owner");
                TestRole login = TestRole.in(db, "login")) {
            db.sql("GRANT " + owner.name() + " TO " + login.name() + "; GRANT CREATE ON SCHEMA public TO "
                    + owner.name());
            db.migrations("""
                    -- file: 1_a.sql
                    CREATE TABLE a ();
                    RESET ROLE;
                    -- file: 2_b.sql
                    CREATE TABLE b ();
                    """);
            Settings asOwner = Settings.DEFAULT
                    .change()
                    .migrations(List.of(Location.of(db.folder().toString())))
                    .role(owner.name())
                    .build();

            Bellows.on(login.dataSource()).settings(asOwner).applyWithoutLease();

            assertThat(db.query("SELECT relname || ' ' || relowner::regrole FROM pg_class WHERE relname IN ('a', 'b',"
                            + " 'bellows_ledger') ORDER BY 1"))
                    .extracting(row -> row.get(0))
                    .containsExactly("a " + owner.name(), "b " + owner.name(), "bellows_ledger " + owner.name());
            assertThat(db.query("SELECT DISTINCT role FROM bellows_ledger")).containsExactly(List.of(owner.name()));
        }
    }

    /** The login role may not, and is not a superuser; the role that it may set is. */
    @PostgresTest
    void whatOnlyASuperuserMaySetIsPutBackByTheRoleThatDid(TestDatabase db) {
        try (TestRole owner = TestRole.in(db, "owner");
                TestRole login = TestRole.in(db, "login")) {
            db.sql("ALTER ROLE " + owner.name() + " SUPERUSER; GRANT " + owner.name() + " TO " + login.name());
            db.migrations("""
                    -- file: 1_a.sql
                    SET session_replication_role = replica;
                    -- file: 2_b.sql
                    CREATE TABLE b AS SELECT current_setting('session_replication_role') AS seen;
                    """);
            Settings asOwner = Settings.DEFAULT
                    .change()
                    .migrations(List.of(Location.of(db.folder().toString())))
                    .role(owner.name())
                    .build();

            Bellows.on(login.dataSource()).settings(asOwner).applyWithoutLease();

            assertThat(db.value("SELECT seen FROM b")).isEqualTo("origin");
        }
    }
}
