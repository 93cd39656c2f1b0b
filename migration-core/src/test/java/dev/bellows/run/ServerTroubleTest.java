package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.Bellows;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.UnreachableException;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.SmallDisk;
import dev.bellows.testkit.Sql;
import dev.bellows.testkit.StandbyPostgres;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server crashes, restarts, fills its disk, or hands over to its standby while migrations run. */
@Tag(InstalledPostgres.OWN)
@Timeout(180)
class ServerTroubleTest {
    private static final String FILES = """
            -- file: 1_a.sql
            CREATE TABLE a (i int);
            INSERT INTO a VALUES (1);
            -- file: 2_b.sql
            -- bellows:transaction off
            INSERT INTO a VALUES (2);
            VACUUM a;
            -- file: 3_c.sql
            INSERT INTO a VALUES (3);
            """;

    private static final String ROWS = "SELECT string_agg(i::text, ' ' ORDER BY i) FROM a";

    private interface Story {
        void of(InstalledPostgres postgres, TestDatabase db) throws Exception;
    }

    private static void onAServerOfItsOwn(Story story) throws Exception {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase()) {
            story.of(postgres, db);
        }
    }

    private static Listener before(int step, Runnable deed) {
        return progress -> {
            if (progress instanceof Progress.StepStarted started && started.number() == step) {
                deed.run();
            }
        };
    }

    private static void afterwardsEachIsThereOnce(TestDatabase db) {
        assertThat(db.apply().current()).isTrue();
        assertThat(db.value(ROWS)).isEqualTo("1 2 3");
        assertThat(db.query("SELECT version FROM bellows_status WHERE state <> 'applied'"))
                .isEmpty();
        assertThat(db.bellows().status().refusals()).isEmpty();
    }

    private static void whileItRuns(Consumer<InstalledPostgres> trouble) throws Exception {
        onAServerOfItsOwn((postgres, db) -> {
            for (int step = 2; step <= 3; step++) {
                db.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
                db.migrations(FILES);
                Listener troubled = before(step, () -> trouble.accept(postgres));

                assertThatThrownBy(() -> db.bellows().listener(troubled).applyWithoutLease())
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContaining("the connection was lost during " + step);

                afterwardsEachIsThereOnce(db);
            }
        });
    }

    @Test
    @Tag("scenario-25")
    void aServerThatCrashesRecoversAndTheNextRunGoesOn() throws Exception {
        whileItRuns(InstalledPostgres::crash);
    }

    @Test
    @Tag("scenario-25")
    void aServerThatIsRestartedEndsTheRunAndTheNextOneGoesOn() throws Exception {
        whileItRuns(InstalledPostgres::restart);
    }

    @Test
    @Tag("scenario-25")
    void aFullDiskIsAFailureWithItsReasonAndRoomMendsIt() throws Exception {
        assumeThat(SmallDisk.isAvailable()).as(SmallDisk.MISSING).isTrue();
        onAServerOfItsOwn((postgres, db) -> {
            try (SmallDisk disk = SmallDisk.ofMegabytes(8)) {
                db.sql("CREATE TABLESPACE small LOCATION '" + disk.folder() + "'");
                db.bellows().baseline("0");
                db.migrations("""
                        -- file: 1_big.sql
                        CREATE TABLE big (t text) TABLESPACE small;
                        INSERT INTO big SELECT repeat(n::text, 100) FROM generate_series(1, 50000) AS n;
                        """);

                assertThatThrownBy(db::apply)
                        .isInstanceOf(StatementFailedException.class)
                        .hasMessageContaining("No space left on device")
                        .hasMessageContaining("make room on the server's disk, then: bellows apply");
                assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/2");
                assertThat(db.value("SELECT to_regclass('big')")).isNull();

                disk.growToMegabytes(200);
                assertThat(db.apply().current()).isTrue();
                assertThat(db.value("SELECT count(*) FROM big")).isEqualTo("50000");
                assertThat(db.ledger()).containsExactly("baselined 0", "failed 1 0/2", "applied 1 2/2");
                db.sql("DROP TABLE big");
                db.sql("DROP TABLESPACE small");
            }
        });
    }

    /** What the old primary committed and the new one never got did not happen: the ledger and the schema agree on that. */
    @Test
    @Tag("scenario-26")
    void aFailoverEndsTheRunAndTheNewPrimaryIsMigratedFromWhatItHas() throws Exception {
        onAServerOfItsOwn((postgres, db) -> {
            db.migrations(FILES);
            db.bellows().to("1").applyWithoutLease();
            try (StandbyPostgres standby = postgres.newStandby()) {
                Listener failover = before(2, () -> {
                    postgres.stop();
                    standby.promote();
                });

                assertThatThrownBy(() -> db.bellows().listener(failover).applyWithoutLease())
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContaining("the connection was lost during 3");

                Bellows onNewPrimary = Bellows.on(standby.dataSource(db))
                        .migrations(db.folder().toString());
                assertThat(onNewPrimary.applyWithoutLease().current()).isTrue();
                assertThat(Sql.query(standby.dataSource(db), ROWS)).isEqualTo(List.of(List.of("1 2 3")));
                assertThat(onNewPrimary.status().refusals()).isEmpty();
                postgres.startAgain();
            }
        });
    }
}
