package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.Bellows;
import dev.bellows.model.CheckResult;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.State;
import dev.bellows.model.Status;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.StandbyPostgres;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** On a streaming replica nothing is migrated; what is there can be looked at and waited for. */
@Tag(InstalledPostgres.OWN)
@Timeout(180)
class StandbyTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private static String ask(PGSimpleDataSource database, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Test
    @Tag("scenario-26")
    void aStandbyIsNeverMigratedButLookedAtAndWaitedFor() throws Exception {
        assumeThat(InstalledPostgres.isAvailable())
                .as(InstalledPostgres.MISSING)
                .isTrue();
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase()) {
            db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n-- file: 1_a.check.sql\nSELECT FROM a;\n");
            db.apply();
            try (StandbyPostgres standby = postgres.newStandby()) {
                PGSimpleDataSource replica = standby.dataSource(db);
                assertThat(ask(replica, "SELECT pg_is_in_recovery()")).isEqualTo("t");
                db.migrations("-- file: 2_b.sql\nCREATE TABLE b ();\n");
                Bellows bellows = Bellows.on(replica).migrations(db.folder().toString());

                migratesNothing(bellows, db);
                isLookedAt(bellows);
                isWaitedFor(bellows, replica, db);
            }
        }
    }

    private static void migratesNothing(Bellows bellows, TestDatabase db) {
        assertThatThrownBy(bellows::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("standby: the server is a standby")
                .hasMessageContaining("connect to the primary");
        assertThatThrownBy(() -> bellows.baseline("1")).hasMessageContaining("standby: the server is a standby");
        assertThat(db.ledger()).containsExactly("applied 1 1/1");
    }

    private static void isLookedAt(Bellows bellows) {
        Status status = bellows.status();
        assertThat(status.rows()).extracting(Status.Row::state).containsExactly(State.APPLIED, State.PENDING);
        assertThat(status.refusals()).isEmpty();
        assertThat(status.notices()).as("a replica is the same cluster").isEmpty();
        assertThatThrownBy(bellows::validate).isInstanceOf(NotInTimeException.class);
        assertThat(bellows.validatePendingOk().current()).isFalse();
        assertThat(bellows.validateChecks(true).checks()).hasSize(1).allMatch(CheckResult::holds);
    }

    private static void isWaitedFor(Bellows bellows, PGSimpleDataSource replica, TestDatabase db) throws Exception {
        ask(replica, "SELECT pg_wal_replay_pause()");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Report> waiter = thread.submit(() -> bellows.awaitCurrent(LONG));
            assertThat(db.apply().current()).isTrue();
            assertThatThrownBy(() -> bellows.awaitCurrent(Duration.ofMillis(1)))
                    .as("the primary is current, the replica is not")
                    .isInstanceOf(NotInTimeException.class);
            assertThat(waiter.isDone()).isFalse();

            ask(replica, "SELECT pg_wal_replay_resume()");

            assertThat(waiter.get().current()).isTrue();
            assertThat(ask(replica, "SELECT to_regclass('b')")).isEqualTo("b");
        } finally {
            thread.shutdownNow();
        }
    }
}
