package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.model.Listener;
import dev.bellows.model.Location;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.Timeouts;
import dev.bellows.model.UnreachableException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Direction;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/**
 * The network swallows what passes, and neither side hears of it: connections stay open, keep-alives are answered by what
 * stands between. The runner waits for a minute or so, says what it knows, and the next one goes on.
 */
@Timeout(240)
@Tag("scenario-10")
class NetworkTest {
    private static final String FILES = """
            -- file: 1_a.sql
            CREATE TABLE a (i int);
            INSERT INTO a VALUES (1);
            -- file: 2_b.sql
            INSERT INTO a VALUES (2);
            """;

    private static Bellows through(DataSource dataSource, TestDatabase db) {
        return Bellows.on(dataSource).migrations(db.folder().toString());
    }

    /** Does something when the second migration is about to begin. */
    private static Listener beforeTheSecond(Runnable deed) {
        return progress -> {
            if (progress instanceof Progress.StepStarted started && started.number() == 2) {
                deed.run();
            }
        };
    }

    @PostgresTest
    void aNetworkThatSwallowsEverythingEndsTheRunAndTheServerKeepsTheSession(TestDatabase db) throws IOException {
        db.migrations(FILES);
        AtomicBoolean dark = new AtomicBoolean();
        try (TcpProxy proxy =
                TcpProxy.before(db, () -> (direction, bytes) -> dark.get() ? Fate.SWALLOW : Fate.pass(bytes))) {
            Bellows cut = through(proxy.dataSource(db), db).listener(beforeTheSecond(() -> dark.set(true)));

            assertThatThrownBy(cut::applyWithoutLease)
                    .isInstanceOfSatisfying(UnreachableException.class, e -> {
                        assertThat(e.exitCode()).isEqualTo(8);
                        assertThat(e.report().steps()).hasSize(1);
                    })
                    .hasMessageContaining("the connection was lost during 2 (the server gives no sign of life);"
                            + " nothing of it is in the database; next: bellows apply");

            // Whoever comes next is told who has the lock, and how to go on without that session.
            assertThatThrownBy(() -> db.bellows().settings(impatient(db)).applyWithoutLease())
                    .isInstanceOf(NotInTimeException.class)
                    .hasMessageContaining("another runner still holds the lock")
                    .hasMessageContaining("bellows between migrations @ " + Host.name());
        }
        db.sql("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())");

        assertThat(db.apply().steps()).extracting("version").containsExactly("2");
        assertThat(db.value("SELECT string_agg(i::text, ' ' ORDER BY i) FROM a"))
                .isEqualTo("1 2");
    }

    @PostgresTest
    @Tag("scenario-3")
    void aReplyToCommitThatIsSwallowedIsFoundOut(TestDatabase db) throws IOException {
        db.bellows().baseline("0");
        db.migrations(FILES);
        FirstCommit commit = FirstCommit.unanswered(Fate.SWALLOW);
        try (TcpProxy proxy = TcpProxy.before(db, commit)) {
            Report report = through(proxy.dataSource(db), db).applyWithoutLease();

            assertThat(report.steps()).extracting("version").containsExactly("1", "2");
        }
        assertThat(commit.hasPassed()).isTrue();
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 2/2", "applied 2 1/1");
        assertThat(db.value("SELECT string_agg(i::text, ' ' ORDER BY i) FROM a"))
                .isEqualTo("1 2");
    }

    /** A pool of one has no second connection to ask over; that nobody answers at the address is seen all the same. */
    @PostgresTest
    void aPoolOfOneNoticesItToo(TestDatabase db) throws IOException {
        db.migrations(FILES);
        AtomicBoolean dark = new AtomicBoolean();
        try (TcpProxy proxy =
                TcpProxy.before(db, () -> (direction, bytes) -> dark.get() ? Fate.SWALLOW : Fate.pass(bytes))) {
            HikariConfig config = new HikariConfig();
            config.setDataSource(proxy.dataSource(db));
            config.setMaximumPoolSize(1);
            try (HikariDataSource pool = new HikariDataSource(config)) {
                Bellows cut = through(pool, db).listener(beforeTheSecond(() -> dark.set(true)));

                assertThatThrownBy(cut::applyWithoutLease).hasMessageContaining("(the server gives no sign of life)");
            }
        }
    }

    /** A slow statement, or a slow network, is no lost one. */
    @PostgresTest
    void whatTakesLongIsWaitedFor(TestDatabase db) throws IOException {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (i int);\nSELECT pg_sleep(45);\n");
        try (TcpProxy proxy = TcpProxy.before(db, () -> (direction, bytes) -> {
            if (direction == Direction.TO_SERVER) {
                Pause.exactly(Duration.ofMillis(20));
            }
            return Fate.pass(bytes);
        })) {
            assertThat(through(proxy.dataSource(db), db).applyWithoutLease().current())
                    .isTrue();
        }
    }

    @PostgresTest
    void aHalfClosedConnectionEndsTheRunAtOnce(TestDatabase db) throws IOException {
        db.migrations(FILES);
        AtomicBoolean closing = new AtomicBoolean();
        try (TcpProxy proxy = TcpProxy.before(
                db,
                () -> (direction, bytes) ->
                        direction == Direction.TO_CLIENT && closing.get() ? Fate.HALF_CLOSE : Fate.pass(bytes))) {
            Bellows cut = through(proxy.dataSource(db), db).listener(beforeTheSecond(() -> closing.set(true)));

            assertThatThrownBy(cut::applyWithoutLease)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("the connection was lost during 2");
        }
        Until.isTrue(
                db,
                "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name"
                        + " LIKE 'bellows%')");
        assertThat(db.apply().current()).isTrue();
    }

    private static Settings impatient(TestDatabase db) {
        return Settings.DEFAULT
                .change()
                .migrations(List.of(Location.of(db.folder().toString())))
                .timeouts(Timeouts.DEFAULT.withRunnerLock(Duration.ofMillis(1)))
                .build();
    }
}
