package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.model.Progress;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listener that throws ends the run where it is; nothing is half recorded, nothing stays taken. */
@Timeout(180)
class ListenerTest {
    private static final String LOCKS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
            + " (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static HikariDataSource pool(TestDatabase db) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(db.dataSource());
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '|',
            value = {
                "Planned|1|",
                "StepStarted|1|",
                "StepFinished|1|applied 1 1/1",
                "StepStarted|2|applied 1 1/1",
                "StatementStarted|1|applied 1 1/1",
                "StatementStarted|2|applied 1 1/1, applied 2 1/3",
                "StatementStarted|3|applied 1 1/1, applied 2 1/3, intent 2 1/3, applied 2 2/3",
                "StepFinished|2|applied 1 1/1, applied 2 1/3, intent 2 1/3, applied 2 2/3, applied 2 3/3"
            })
    void whatItThrowsEndsTheRunAndTheNextOneGoesOn(String event, int time, String recorded, TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 2_b.sql
                CREATE TABLE b (i int);
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                CREATE TABLE c (i int);
                """);
        int[] heard = {0};
        try (HikariDataSource pool = pool(db)) {
            Bellows bellows = Bellows.on(pool).migrations(db.folder().toString());

            assertThatThrownBy(() -> bellows.listener(progress -> {
                                if (progress.getClass().getSimpleName().equals(event) && ++heard[0] == time) {
                                    throw new IllegalStateException("a defect of the listener");
                                }
                            })
                            .applyWithoutLease())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a defect of the listener");

            assertThat(db.ledger()).containsExactly(recorded == null ? new String[0] : recorded.split(", "));
            assertThat(db.value(LOCKS)).isEqualTo("0");
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
            assertThat(bellows.applyWithoutLease().current()).isTrue();
            assertThat(db.ledger())
                    .containsExactly(
                            "applied 1 1/1", "applied 2 1/3", "intent 2 1/3", "applied 2 2/3", "applied 2 3/3");
        }
    }

    @PostgresTest
    void aThrowBetweenTwoTriesLeavesNothingBehind(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE a (i int)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\nALTER TABLE a ADD j int;\n");
        try (Connection reader = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("SELECT FROM a");
            assertThatThrownBy(() -> db.bellows()
                            .listener(progress -> {
                                if (progress instanceof Progress.WaitingForOthers) {
                                    throw new IllegalStateException("a defect of the listener");
                                }
                            })
                            .applyWithoutLease())
                    .hasMessage("a defect of the listener");
            reader.rollback();
        }
        assertThat(db.ledger()).containsExactly("baselined 0");
        assertThat(db.value(LOCKS)).isEqualTo("0");
        assertThat(db.apply().current()).isTrue();
    }

    @PostgresTest
    void aThrowWhileAStatementIsWatchedDoesNotEndTheWatch(TestDatabase db) throws Exception {
        // The share of each lock that a DO waits for has to outlast the first look of the watch.
        db.sql("CREATE TABLE a (i int); ALTER DATABASE " + db.name() + " SET deadlock_timeout = '100s'");
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_a.sql
                -- bellows:max-blocking 300ms
                DO $$ BEGIN
                    PERFORM pg_advisory_xact_lock(4711);
                    EXECUTE 'ALTER TABLE a ADD j int';
                    PERFORM pg_sleep(600);
                END $$;
                """);
        AtomicBoolean threw = new AtomicBoolean();
        try (Connection holder = db.connection()) {
            holder.setAutoCommit(false);
            holder.createStatement().execute("SELECT pg_advisory_xact_lock(4711)");
            assertThatThrownBy(() -> db.bellows()
                            .listener(progress -> {
                                if (progress instanceof Progress.WaitingForOthers) {
                                    rollback(holder);
                                    threw.set(true);
                                    throw new IllegalStateException("a defect of the listener");
                                }
                            })
                            .applyWithoutLease())
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("it blocked traffic for longer than max-blocking, and was undone");
        }
        assertThat(threw).isTrue();
        assertThat(db.columns("a")).containsExactly("i");
    }

    private static void rollback(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
