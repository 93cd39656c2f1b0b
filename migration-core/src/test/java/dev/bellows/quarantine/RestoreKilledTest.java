package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Settings;
import dev.bellows.model.Timeouts;
import dev.bellows.run.OtherProcess;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;

/** Given a restore that is killed while its values are written, when it is begun anew at once, then it waits for what the server still does. */
@Timeout(180)
class RestoreKilledTest {
    private static final String WRITING =
            "EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'"
                    + " AND query LIKE 'UPDATE%')";

    private static Bellows bellows(TestDatabase db, Duration patience) {
        return db.bellows()
                .settings(Settings.DEFAULT
                        .change()
                        .timeouts(Timeouts.DEFAULT.withRunnerLock(patience))
                        .build());
    }

    /** Each row that is written waits for a lock which the test has. */
    @PostgresTest
    void aSecondOneSaysWhoIsInTheWayAndComesAfterIt(TestDatabase db) throws IOException, SQLException {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE FUNCTION passes() RETURNS boolean LANGUAGE sql AS 'SELECT pg_advisory_xact_lock_shared(7) IS NOT NULL';
                CREATE TABLE t (id int PRIMARY KEY, c text, CHECK (passes()));
                INSERT INTO t VALUES (1, 'a');
                """);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE t DROP c;\n");
        db.applyAttested();
        try (Connection connection = db.connection();
                Statement holding = connection.createStatement()) {
            holding.execute("SELECT pg_advisory_lock(7)");
            try (OtherProcess process = OtherProcess.start(
                    db, KilledProcess.class, List.of(), KilledProcess.Deed.RESTORE.name(), "1000000")) {
                while (!"t".equals(db.value("SELECT " + WRITING))) {
                    Thread.onSpinWait();
                }
                assertThatThrownBy(() -> bellows(db, Duration.ofMillis(1)).restore("t.c"))
                        .isInstanceOf(NotInTimeException.class)
                        // It may just pause between two tries.
                        .hasMessageContaining("another runner still holds the lock after ")
                        .hasMessageContaining("application bellows ")
                        .hasMessageContaining("next: wait longer");
                process.kill();
            }
            // The server may still be at it, and commits nothing.
            holding.execute("SELECT pg_advisory_unlock(7)");
        }
        bellows(db, Duration.ofMinutes(1)).restore("t.c");

        assertThat(db.query("SELECT id, c FROM t")).containsExactly(List.of("1", "a"));
        assertThat(db.ledger().stream().filter(entry -> entry.startsWith("restored")))
                .hasSize(1);
    }
}
