package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.Bellows;
import dev.bellows.model.Progress;
import dev.bellows.model.Throttle;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.StandbyPostgres;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Given a standby that is behind, when a big column is copied, then the copy waits for it; who may not see it is told so. */
@Tag(InstalledPostgres.OWN)
@Timeout(240)
class BigColumnLagTest {
    private static void run(PGSimpleDataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void delay(PGSimpleDataSource replica, String time) throws SQLException {
        run(replica, "ALTER SYSTEM SET recovery_min_apply_delay = '" + time + "'", "SELECT pg_reload_conf()");
    }

    private static void given(TestDatabase db, String table) {
        db.sql("INSERT INTO " + table + " SELECT i, 's' || i FROM generate_series(1, 5000) AS i");
        BigColumnTest.grow(db, table);
        db.migrations("-- file: 2_drop.sql\n-- bellows:phase contract\nALTER TABLE orders DROP COLUMN size;\n");
    }

    @Test
    void aCopyWaitsForAStandby() throws Exception {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase();
                TestRole owner = TestRole.in(db, "owner")) {
            db.sql("GRANT ALL ON SCHEMA public TO " + owner.name() + "; GRANT CREATE ON DATABASE " + db.name() + " TO "
                    + owner.name());
            Bellows asOwner = Bellows.on(owner.dataSource())
                    .migrations(db.folder().toString())
                    .attest("nothing old lives in a test");
            db.migrations("-- file: 1_orders.sql\nCREATE TABLE orders (id bigint PRIMARY KEY, size text);\n");
            asOwner.applyWithoutLease();
            given(db, "orders");
            try (StandbyPostgres standby = postgres.newStandby()) {
                PGSimpleDataSource replica = standby.dataSource(db);
                whoMayNotSeeItIsTold(asOwner, db);
                db.sql("ALTER TABLE orders ADD COLUMN size text; UPDATE orders SET size = 's' || id");
                BigColumnTest.grow(db, "orders");
                db.migrations("-- file: 3_drop.sql\n-- bellows:phase contract\nALTER TABLE orders DROP COLUMN size;\n");
                itWaits(db, replica);
            }
        }
    }

    private static void whoMayNotSeeItIsTold(Bellows asOwner, TestDatabase db) {
        Until.isTrue(db, "EXISTS (SELECT FROM pg_stat_replication WHERE state = 'streaming')");
        List<String> notices = new CopyOnWriteArrayList<>();

        asOwner.listener(progress -> {
                    if (progress instanceof Progress.Notice notice) {
                        notices.add(notice.text());
                    }
                })
                .applyWithoutLease();

        assertThat(notices)
                .filteredOn(notice -> notice.contains("cannot be seen"))
                .singleElement()
                .asString()
                .contains("GRANT pg_monitor TO ");
        assertThat(db.columns("orders")).doesNotContain("size");
    }

    private static void itWaits(TestDatabase db, PGSimpleDataSource replica) throws SQLException {
        delay(replica, "4s");
        db.sql("CREATE TABLE something ()");
        ExecutorService writer = Executors.newSingleThreadExecutor();
        Future<?> writes = writer.submit(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                // A standby that has nothing to replay reports no lag.
                db.sql("INSERT INTO something DEFAULT VALUES");
                Pause.exactly(Duration.ofMillis(50));
            }
        });
        try {
            Until.isTrue(db, "EXISTS (SELECT FROM pg_stat_replication WHERE replay_lag > interval '2 s')");
            assertThatItWaits(db, replica);
        } finally {
            writes.cancel(true);
            writer.shutdownNow();
        }
    }

    private static void assertThatItWaits(TestDatabase db, PGSimpleDataSource replica) {
        AtomicBoolean waited = new AtomicBoolean();

        db.bellows()
                .throttle(Throttle.DEFAULT.withReplicationLag(Duration.ofSeconds(1)))
                .listener(progress -> {
                    if (progress instanceof Progress.StatementProgress news) {
                        boolean waits =
                                String.valueOf(news.progress().phase()).startsWith("waiting for a standby that is");
                        if (waits && !waited.getAndSet(true)) {
                            quickly(replica);
                        }
                    }
                })
                .attest("nothing old lives in a test")
                .applyWithoutLease();

        assertThat(waited).as("it waited while the standby was behind").isTrue();
        assertThat(db.columns("orders")).doesNotContain("size");
    }

    private static void quickly(PGSimpleDataSource replica) {
        try {
            delay(replica, "0");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
