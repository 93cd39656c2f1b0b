package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.plan.Keeping;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given a column whose values the server numbers, when it comes back, then the numbers go on from where they were. */
class NumberedAgainTest {
    private static final String NEXT = "INSERT INTO t (k) VALUES (100) RETURNING ";

    private final Notices notices = new Notices();

    private void down(TestDatabase db) {
        notices.on(db).down(DownTarget.steps(1), (plan, losses) -> !losses.any());
    }

    private static void dropped(TestDatabase db, String down) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE t (k int PRIMARY KEY, i bigint GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 5));
                INSERT INTO t SELECT generate_series(1, 6);
                """);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE t DROP COLUMN i;\n" + down);
        db.applyAttested();
    }

    @PostgresTest
    void anIdentityGoesOnWhereItStoodAfterTheDown(TestDatabase db) {
        dropped(db, "");

        down(db);

        assertThat(notices.said()).noneMatch(notice -> notice.contains("does not exist"));
        assertThat(db.value("SELECT string_agg(i::text, ' ' ORDER BY k) FROM t"))
                .isEqualTo("10 15 20 25 30 35");
        assertThat(db.value(NEXT + "i")).isEqualTo("40");
    }

    @PostgresTest
    void alsoWhereADownFileMakesItAgain(TestDatabase db) {
        dropped(
                db,
                "-- file: 0002_drop.down.sql\nALTER TABLE t ADD COLUMN i bigint GENERATED ALWAYS AS IDENTITY (INCREMENT 5);\n");

        down(db);

        assertThat(notices.said()).noneMatch(notice -> notice.contains("where its identity stands"));
        assertThat(db.value(NEXT + "i")).isEqualTo("40");
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "ALTER TABLE t ADD COLUMN n serial;",
                "ALTER TABLE t ADD COLUMN n smallserial NOT NULL;",
                "CREATE SEQUENCE sq; ALTER TABLE t ADD COLUMN n int DEFAULT nextval('sq') NOT NULL; ALTER SEQUENCE sq OWNED BY t.n;"
            })
    void aSerialColumnIsMadeAgainAndGoesOn(String made, TestDatabase db) {
        db.migrations("-- file: 0001_t.sql\nCREATE TABLE t (k int PRIMARY KEY);\nINSERT INTO t VALUES (1), (2);\n");
        db.apply();
        db.migrations("-- file: 0002_n.sql\n" + made + "\n-- file: 0002_n.down.sql\nALTER TABLE t DROP COLUMN n;\n");
        db.apply();
        db.sql("INSERT INTO t SELECT generate_series(3, 9); UPDATE t SET n = 70 + k");
        down(db);

        db.apply();

        assertThat(db.value("SELECT string_agg(n::text, ' ' ORDER BY k) FROM t"))
                .isEqualTo("71 72 73 74 75 76 77 78 79");
        assertThat(db.value(NEXT + "n")).isEqualTo("10");
        assertThat(db.value(
                        "SELECT count(*) FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"))
                .isEqualTo("1");
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void theDomainOfADroppedColumnWaitsAndComesBackWithIt(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE DOMAIN pos AS int NOT NULL DEFAULT 7 CHECK (VALUE > 0);
                CREATE TABLE t (k int PRIMARY KEY, a pos);
                INSERT INTO t VALUES (1, 3);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN a;
                DROP DOMAIN pos;
                """);
        List<Keeping> planned = db.bellows().plan().steps().get(0).keepings();
        db.applyAttested();

        assertThat(planned)
                .extracting(Keeping::object)
                .containsExactlyInAnyOrderElementsOf(
                        db.bellows().quarantined().stream().map(Kept::object).toList())
                .hasSize(2);
        down(db);
        assertThat(db.value("SELECT a FROM t")).isEqualTo("3");
        assertThat(db.value("SELECT pg_typeof(a) FROM t")).isEqualTo("pos");
        assertThat(db.bellows().quarantined()).isEmpty();
    }
}
