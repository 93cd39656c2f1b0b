package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.Bellows;
import dev.bellows.model.Progress;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An autovacuum in the way is not waited for to its end: PostgreSQL cancels it for whoever waits long enough. */
@Tag(InstalledPostgres.OWN)
@Timeout(180)
class AutovacuumTest {
    /** A table that an autovacuum works on for hours, on a server of its own. */
    private static void vacuumForHours(TestDatabase db, String owner) {
        db.sql("ALTER SYSTEM SET autovacuum_naptime = '1s'");
        db.sql("SELECT pg_reload_conf()");
        db.sql("CREATE TABLE busy (i int) WITH (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,"
                + " autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0);"
                + " ALTER TABLE busy OWNER TO " + owner);
        db.sql("INSERT INTO busy SELECT generate_series(1, 300000)");
        db.sql("DELETE FROM busy WHERE i % 2 = 0");
        Until.isTrue(
                db,
                "EXISTS (SELECT FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND query LIKE '%busy%'"
                        + " AND xact_start < clock_timestamp() - interval '2 seconds')");
    }

    private static void altersIt(TestDatabase db, DataSource as) {
        db.migrations("-- file: 1_busy.sql\nALTER TABLE busy ADD j int;\n");
        List<Progress> waits = new ArrayList<>();

        Bellows.on(as)
                .migrations(db.folder().toString())
                .listener(progress -> {
                    if (progress instanceof Progress.WaitingForOthers || progress instanceof Progress.Retrying) {
                        waits.add(progress);
                    }
                })
                .applyWithoutLease();

        assertThat(db.columns("busy")).containsExactly("i", "j");
        assertThat(waits).isEmpty();
    }

    @Test
    void aSuperuserSendsItAwayAtOnce() {
        assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase()) {
            db.bellows().baseline("0");
            vacuumForHours(db, db.user());
            altersIt(db, db.dataSource());
        }
    }

    @Test
    void anyOtherOwnerWaitsUntilTheServerSendsItAway() {
        assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase();
                TestRole owner = TestRole.in(db, "owner")) {
            db.sql("GRANT pg_read_all_stats TO " + owner.name() + "; GRANT CREATE ON SCHEMA public TO " + owner.name());
            Bellows.on(owner.dataSource()).baseline("0");
            vacuumForHours(db, owner.name());
            altersIt(db, owner.dataSource());
        }
    }
}
