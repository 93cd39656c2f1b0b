package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.Bellows;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.RefusedException;
import dev.bellows.model.StatementFailedException;
import dev.bellows.plan.Keeping;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/** Given a table that goes to the quarantine and needs an extension, when that is dropped too, then it stays, and is known to be dropped. */
class NeededExtensionTest {
    private static final String MAKE = """
            CREATE EXTENSION btree_gist;
            CREATE TABLE dates (room date, taken daterange, EXCLUDE USING gist (room WITH =, taken WITH &&));
            INSERT INTO dates VALUES ('2026-01-01', '[2026-01-01,2026-02-01)');
            """;
    private static final String DROP = "DROP TABLE dates;\nDROP EXTENSION btree_gist;\n";

    private static void contracted(TestDatabase db) {
        db.migrations("-- file: 0001_dates.sql\n" + MAKE);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + DROP);
        db.applyAttested();
    }

    private static boolean there(TestDatabase db) {
        return db.value("SELECT count(*) FROM pg_extension WHERE extname = 'btree_gist'")
                .equals("1");
    }

    @PostgresTest
    void itStaysWithADownAndComesBackWithTheTable(TestDatabase db) {
        db.migrations("-- file: 0001_dates.sql\n" + MAKE + "-- file: 0001_dates.down.sql\n" + DROP);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> {
            assertThat(losses.any()).isFalse();
            assertThat(plan.steps().get(0).keepings())
                    .extracting(Keeping::object, Keeping::way, Keeping::place, Keeping::instead)
                    .containsExactly(
                            tuple("public.dates", QuarantineWay.MOVED, "\"bellows_q_2\".dates", true),
                            tuple("extension btree_gist", QuarantineWay.NEEDED, "btree_gist", true));
            return true;
        });

        assertThat(db.bellows().quarantined())
                .extracting(Kept::object, Kept::place)
                .containsExactly(
                        tuple("public.dates", "\"bellows_q_2\".dates"), tuple("extension btree_gist", "btree_gist"));
        assertThat(db.bellows().plan().steps().get(0).keepings())
                .extracting(Keeping::object, Keeping::back)
                .containsExactly(tuple("extension btree_gist", true), tuple("public.dates", true));
        db.apply();
        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.value("SELECT count(*) FROM dates")).isEqualTo("1");
        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.query("SELECT FROM pg_namespace WHERE nspname LIKE 'bellows_q%'"))
                .isEmpty();
    }

    @PostgresTest
    void aRestoreAndADownWithoutAFileBringItBack(TestDatabase db) {
        contracted(db);
        assertThat(db.bellows().restore("dates"))
                .extracting(each -> each.kept().object())
                .containsExactly("extension btree_gist", "public.dates");
        assertThat(db.bellows().quarantined()).isEmpty();

        db.migrations("-- file: 0003_drop.sql\n-- bellows:phase contract\n" + DROP);
        db.applyAttested();
        assertThat(db.bellows().quarantined()).hasSize(2);
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.value("SELECT count(*) FROM dates")).isEqualTo("1");
        assertThat(there(db)).isTrue();
    }

    @PostgresTest
    void aPurgeDropsIt(TestDatabase db) {
        contracted(db);

        assertThat(db.bellows().purge(Duration.ZERO)).hasSize(2);

        assertThat(there(db)).isFalse();
        assertThat(db.query("SELECT FROM pg_namespace WHERE nspname LIKE 'bellows_q%'"))
                .isEmpty();
    }

    @PostgresTest
    void aPurgeDoesNotTakeItFromWhoeverUsesItByThen(TestDatabase db) {
        contracted(db);
        db.sql("CREATE TABLE rooms (room date, EXCLUDE USING gist (room WITH =))");

        assertThatThrownBy(() -> db.bellows().purge(Duration.ZERO))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot-purge")
                .hasMessageContaining("index public.rooms_room_excl");

        assertThat(there(db)).isTrue();
    }

    /** A later migration would find it there, and a purge would take it away again. */
    @PostgresTest
    void anyMigrationThatMakesItHasItBack(TestDatabase db) {
        contracted(db);
        db.migrations("""
                -- file: 0003_again.sql
                CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
                CREATE TABLE rooms (room date, EXCLUDE USING gist (room WITH =));
                -- file: 0003_again.down.sql
                DROP TABLE rooms;
                DROP EXTENSION btree_gist;
                """);

        db.apply();

        assertThat(db.bellows().quarantined()).extracting(Kept::object).containsExactly("public.dates");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());
        assertThat(db.bellows().quarantined())
                .extracting(Kept::object)
                .containsExactlyInAnyOrder("public.dates", "public.rooms", "extension btree_gist");
    }

    @PostgresTest
    void inAnotherSchemaItIsAnother(TestDatabase db) {
        contracted(db);
        db.sql("CREATE SCHEMA extensions");
        db.migrations("-- file: 0003_again.sql\nCREATE EXTENSION btree_gist SCHEMA extensions;\n");

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("extension \"btree_gist\" already exists");
        assertThat(db.bellows().quarantined()).hasSize(2);
    }

    @PostgresTest
    void whatSomethingElseNeedsIsRefusedAsEver(TestDatabase db) {
        db.migrations("-- file: 0001_dates.sql\n" + MAKE
                + "CREATE TABLE rooms (room date, EXCLUDE USING gist (room WITH =));");
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n" + DROP);

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("2BP01");
        assertThat(db.columns("dates")).contains("room");
    }

    @PostgresTest
    void oneThatAnotherNeedsStaysWithThat(TestDatabase db) {
        db.migrations("""
                -- file: 0001_places.sql
                CREATE EXTENSION cube;
                CREATE EXTENSION earthdistance;
                CREATE TABLE places (at earth);
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                DROP TABLE places;
                DROP EXTENSION earthdistance, cube;
                """);

        db.applyAttested();

        assertThat(db.bellows().quarantined())
                .extracting(Kept::object)
                .containsExactlyInAnyOrder("public.places", "extension earthdistance", "extension cube");
        assertThat(db.bellows().purge(Duration.ZERO)).hasSize(3);
        assertThat(db.value("SELECT count(*) FROM pg_extension")).isEqualTo("1");
    }

    /** What belongs to it is a superuser's, and cannot be moved by others. */
    @PostgresTest
    void aRoleThatIsNoSuperuserKeepsItToo(TestDatabase db) {
        db.migrations("-- file: 0001_dates.sql\n" + MAKE + "-- file: 0001_dates.down.sql\n" + DROP);
        try (Roles roles = Roles.in(db)) {
            db.sql(roles.named("ALTER ROLE {owner} LOGIN PASSWORD 'p'; GRANT CREATE ON DATABASE " + db.name()
                    + " TO {owner}; GRANT ALL ON SCHEMA public TO {owner}"));
            PGSimpleDataSource owner = db.dataSource();
            owner.setUser(roles.named("{owner}"));
            owner.setPassword("p");
            Bellows bellows = Bellows.on(owner).migrations(db.folder().toString());
            bellows.applyWithoutLease();

            bellows.down(DownTarget.steps(1), (plan, losses) -> !losses.any());
            assertThat(bellows.quarantined()).hasSize(2);
            bellows.applyWithoutLease();
            bellows.down(DownTarget.steps(1), (plan, losses) -> !losses.any());
            bellows.purge(Duration.ZERO);

            assertThat(there(db)).isFalse();
        }
    }

    /** Only text waits of a column of its type. */
    @PostgresTest
    void whatNothingNeedsThatWaitsIsNotPlannedToStay(TestDatabase db) {
        db.migrations(
                "-- file: 0001_made.sql\nCREATE EXTENSION hstore;\nCREATE TABLE t (id int PRIMARY KEY, h hstore);\n");
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN h;
                DROP EXTENSION hstore;
                """);

        assertThat(db.bellows().plan().steps().get(0).keepings())
                .extracting(Keeping::object)
                .containsExactly("public.t.h");
        db.applyAttested();
        assertThat(db.bellows().quarantined()).extracting(Kept::object).containsExactly("public.t.h");
    }
}
