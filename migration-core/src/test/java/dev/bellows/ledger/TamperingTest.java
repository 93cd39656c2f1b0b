package dev.bellows.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.Bellows;
import dev.bellows.model.Entry;
import dev.bellows.model.LedgerName;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A ledger that was changed by hand is not believed, and says which row. */
@Tag("scenario-28")
class TamperingTest {
    private static void threeEntries(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a ();
                -- file: 2_b.sql
                CREATE TABLE b ();
                -- file: 3_c.sql
                CREATE TABLE c ();
                """);
        db.apply();
        db.migrations("-- file: 4_d.sql\nCREATE TABLE d ();\n");
    }

    @PostgresTest
    void columnsThatANewerBuildAddedBesideTheHashAreNoneOfOurs(TestDatabase db) {
        threeEntries(db);
        db.sql("ALTER TABLE bellows_ledger ADD later text; ALTER TABLE bellows_head ADD later int NOT NULL DEFAULT 7");

        assertThat(db.apply().current()).isTrue();

        assertThat(db.ledger()).hasSize(4);
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "UPDATE bellows_ledger SET reason = 'mine'",
                "DELETE FROM bellows_ledger",
                "DELETE FROM bellows_ledger WHERE false",
                "TRUNCATE bellows_ledger",
                "SET session_replication_role = replica; UPDATE bellows_ledger SET reason = 'mine'",
                "SET session_replication_role = replica; TRUNCATE bellows_ledger"
            })
    void theLedgerIsAppendOnlyEvenForASuperuser(String statement, TestDatabase db) {
        threeEntries(db);

        assertThatThrownBy(() -> db.sql(statement))
                .hasMessageContaining("public.bellows_ledger is append-only")
                .hasMessageContaining("bellows resolve");

        assertThat(db.ledger()).hasSize(3);
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE bellows_ledger SET message = 'x' WHERE position = 2|entry 2 was changed after it was written",
                "UPDATE bellows_ledger SET at = at + interval '1 microsecond' WHERE position = 3|entry 3 was changed",
                "DELETE FROM bellows_ledger WHERE position = 2|entry 2 is missing: after 1 comes 3",
                "DELETE FROM bellows_ledger WHERE position = 1|entry 1 is missing",
                "DELETE FROM bellows_ledger WHERE position = 3|the newest entries were deleted: the head stands at 3",
                "DELETE FROM bellows_ledger|the newest entries were deleted: the head stands at 3, the last entry is 0",
                "UPDATE bellows_head SET position = 2|the head does not fit the last entry, 3",
                "UPDATE bellows_head SET hash = 'x'|the head does not fit the last entry, 3",
                "DELETE FROM bellows_head|its one row was deleted",
                "UPDATE bellows_head SET format = 2|has format 2, and this Bellows knows formats up to 1",
                "UPDATE bellows_ledger SET event = 'split' WHERE position = 2|entry 2 records 'split', which this Bellows does not know",
                "UPDATE bellows_ledger SET event = 'resolved', detail = 'later' WHERE position = 3|entry 3 records 'later', which",
                "DROP TABLE bellows_head CASCADE|exists, but \"public\".\"bellows_head\" does not"
            })
    void whatASuperuserDidToItIsNamedAndNothingRuns(String deed, String said, TestDatabase db) {
        threeEntries(db);
        db.sql("ALTER TABLE bellows_ledger DISABLE TRIGGER guard; " + deed
                + "; ALTER TABLE bellows_ledger ENABLE ALWAYS TRIGGER guard");

        assertThatThrownBy(db::apply).isInstanceOf(RefusedException.class).hasMessageContaining(said);

        assertThat(db.value("SELECT to_regclass('d')")).isNull();
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "ALTER TABLE bellows_ledger DISABLE TRIGGER guard",
                "ALTER TABLE bellows_ledger ENABLE TRIGGER guard",
                "DROP TRIGGER guard ON bellows_ledger",
                "CREATE OR REPLACE FUNCTION bellows_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                "DROP FUNCTION bellows_guard CASCADE",
                "CREATE OR REPLACE TRIGGER guard BEFORE UPDATE OR DELETE ON bellows_ledger FOR EACH STATEMENT"
                        + " EXECUTE FUNCTION bellows_guard(); ALTER TABLE bellows_ledger ENABLE ALWAYS TRIGGER guard",
                "CREATE OR REPLACE TRIGGER guard BEFORE UPDATE OF event OR DELETE OR TRUNCATE ON bellows_ledger"
                        + " FOR EACH STATEMENT EXECUTE FUNCTION bellows_guard();"
                        + " ALTER TABLE bellows_ledger ENABLE ALWAYS TRIGGER guard",
                "CREATE OR REPLACE TRIGGER guard BEFORE UPDATE OR DELETE OR TRUNCATE ON bellows_ledger FOR EACH STATEMENT"
                        + " WHEN (false) EXECUTE FUNCTION bellows_guard();"
                        + " ALTER TABLE bellows_ledger ENABLE ALWAYS TRIGGER guard"
            })
    void aLedgerWithoutItsGuardIsRefused(String deed, TestDatabase db) {
        threeEntries(db);
        db.sql(deed);

        RefusedException refused = catchThrowableOfType(RefusedException.class, db::apply);

        assertThat(refused)
                .hasMessageContaining("ledger-unguarded")
                .hasMessageContaining("public.bellows_ledger is missing, switched off, or not what Bellows made");
        String next = refused.report().refusals().get(0).next();
        // What it says to type makes the guard whole again.
        db.sql(next.substring(next.indexOf("CREATE")));
        assertThatThrownBy(() -> db.sql("DELETE FROM bellows_ledger")).hasMessageContaining("is append-only");
        assertThat(db.apply().current()).isTrue();
    }

    @PostgresTest
    void aLedgerInASchemaThatIsNotThereIsRefusedWithWhatToType(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        Bellows elsewhere = db.bellows().ledger("other.t");

        List<ThrowingCallable> calls = List.of(
                elsewhere::apply,
                elsewhere::plan,
                elsewhere::status,
                elsewhere::validate,
                () -> elsewhere.baseline("1"));
        assertThat(calls).allSatisfy(call -> assertThatThrownBy(call)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("schema-missing: schema other, where the ledger should be, does not exist")
                .hasMessageContaining("CREATE SCHEMA \"other\"; or name another with --schema or --ledger"));

        assertThat(db.value("SELECT to_regclass('a')")).isNull();
        db.sql("CREATE SCHEMA \"other\"");
        assertThat(elsewhere.applyWithoutLease().current()).isTrue();
        assertThat(db.columns("other.t_head")).contains("position");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT ON bellows_ledger, bellows_head|INSERT",
                "SELECT, INSERT ON bellows_ledger|bellows_head",
                "SELECT, UPDATE ON bellows_head|bellows_ledger"
            })
    void aRoleWithExactlyTooFewPrivilegesIsTold(String granted, String lacking, TestDatabase db) {
        threeEntries(db);
        String role = db.name() + "_few";
        db.sql("CREATE ROLE " + role + " LOGIN PASSWORD 'p'; GRANT " + granted + " TO " + role
                + "; GRANT ALL ON SCHEMA public TO " + role);
        try {
            PGSimpleDataSource few = db.dataSource();
            few.setUser(role);
            few.setPassword("p");

            assertThatThrownBy(() ->
                            Bellows.on(few).migrations(db.folder().toString()).applyWithoutLease())
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(role)
                    .hasMessageContaining(lacking);

            assertThat(db.value("SELECT to_regclass('d')")).isNull();
        } finally {
            db.sql("DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @PostgresTest
    void aLedgerThatAnotherClusterWroteIsNamedAndItsObjectsAreChecked(TestDatabase db) throws SQLException {
        threeEntries(db);
        pretendAnotherClusterWroteIt(db);

        assertThat(db.bellows().status().notices()).anySatisfy(notice -> assertThat(notice)
                .contains("public.bellows_ledger was written by another cluster (4711; this one is "));
        assertThat(db.apply().notices()).isEmpty();
        assertThat(db.bellows().status().refusals()).isEmpty();

        db.sql("ALTER TABLE bellows_ledger DISABLE TRIGGER guard");
        assertThatThrownBy(() -> db.bellows().validateWithoutLease()).hasMessageContaining("ledger-unguarded");
    }

    /** As a dump of another cluster's database would have it: every hash fits. */
    private static void pretendAnotherClusterWroteIt(TestDatabase db) throws SQLException {
        db.sql(
                "ALTER TABLE bellows_ledger DISABLE TRIGGER guard; UPDATE bellows_ledger SET system_identifier = '4711'");
        LedgerTables tables = new LedgerTables("public", LedgerName.DEFAULT);
        try (Connection connection = db.connection();
                Statement statement = connection.createStatement()) {
            String previous = "";
            for (Entry entry : Ledger.read(connection, tables).entries()) {
                statement.execute("UPDATE bellows_ledger SET previous_hash = '" + previous + "' WHERE position = "
                        + entry.position());
                Entry moved = Ledger.read(connection, tables).entries().get((int) entry.position() - 1);
                previous = EntryHash.of(moved);
                statement.execute(
                        "UPDATE bellows_ledger SET hash = '" + previous + "' WHERE position = " + entry.position());
            }
            statement.execute("UPDATE bellows_head SET hash = '" + previous + "'");
        }
        db.sql("ALTER TABLE bellows_ledger ENABLE ALWAYS TRIGGER guard");
    }

    @PostgresTest
    void aPublishedLedgerIsReported(TestDatabase db) {
        threeEntries(db);
        db.sql("CREATE PUBLICATION everything FOR ALL TABLES");

        assertThat(db.bellows().status().notices())
                .containsExactly("public.bellows_ledger is in the publication everything: a subscriber would take our"
                        + " history for its own; leave it out");
    }

    @PostgresTest
    void aSubscribedLedgerIsRefused(TestDatabase db) {
        threeEntries(db);
        db.sql("INSERT INTO pg_subscription_rel VALUES (1, 'bellows_ledger'::regclass, 'r', NULL)");

        assertThatThrownBy(db::apply).isInstanceOf(RefusedException.class).hasMessageContaining("ledger-replicated");
    }

    @PostgresTest
    void aDatabaseInLatin1KeepsDescriptionsItCannotWrite(TestDatabase db) {
        String latin = db.name() + "_latin1";
        db.sql("CREATE DATABASE " + latin + " TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
        try {
            PGSimpleDataSource dataSource = db.dataSource();
            dataSource.setDatabaseName(latin);
            db.migrations("-- file: 1_pr\u00e9nom_\u540d\u524d.sql\nCREATE TABLE a ();\n");
            Bellows bellows = Bellows.on(dataSource).migrations(db.folder().toString());

            bellows.applyWithoutLease();

            assertThat(bellows.applyWithoutLease().steps()).isEmpty();
            assertThat(bellows.status().refusals()).isEmpty();
            assertThat(List.of(bellows.status().rows().get(0).description()))
                    .containsExactly("pr\u00e9nom \u540d\u524d");
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("SELECT description FROM bellows_ledger")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("pr\u00e9nom \\u{540D}\\u{524D}");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            db.sql("DROP DATABASE " + latin + " WITH (FORCE)");
        }
    }

    @PostgresTest
    void tablesThatOnlyHaveTheLedgersNamesAreLeftAlone(TestDatabase db) {
        db.sql("CREATE TABLE bellows_ledger (i int); CREATE TABLE bellows_head (position int, hash text, format int);"
                + " INSERT INTO bellows_head VALUES (0, '', 1)");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (i int);\n");

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is no ledger of Bellows")
                .hasMessageContaining("choose another name with --ledger");
        assertThat(db.columns("bellows_ledger")).containsExactly("i");
    }

    @PostgresTest
    void aGateThatLetsEverybodyInIsNotBelieved(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        db.apply();
        db.sql(
                "CREATE OR REPLACE FUNCTION bellows_renew(instance text) RETURNS timestamptz LANGUAGE sql AS 'SELECT now()'");
        db.migrations("-- file: 2_b.sql\nCREATE TABLE b ();\n");

        assertThatThrownBy(db::apply)
                .hasMessageContaining("gate-damaged: 1 of the functions of the gate beside public.bellows_ledger")
                .hasMessageContaining("CREATE OR REPLACE FUNCTION \"public\".\"bellows_renew\"");
        assertThat(db.value("SELECT to_regclass('b') IS NULL")).isEqualTo("t");
    }
}
