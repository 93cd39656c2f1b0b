package dev.bellows.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Report;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Given a contract that is being applied, when an instance of an old build starts at any moment of that, then either the
 * instance is refused, or the contract is held. {@code -Dgate.trials=1000} tries it a thousand times.
 */
@ExtendWith(PostgresExtension.class)
class RaceTest {
    private static final int TRIALS = Integer.getInteger("gate.trials", 40);

    /** How long the last apply took: an instance may start at any moment of the next one, or a little later. */
    private int applied = 40_000;

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_READ_COMMITTED, Connection.TRANSACTION_REPEATABLE_READ})
    void anOldInstanceThatStartsAtAnyMomentIsRefusedOrHoldsTheContract(int isolation, TestDatabase db)
            throws Exception {
        db.migrations("-- file: 0001_orders.sql\nCREATE TABLE orders (id bigint PRIMARY KEY);");
        db.apply();
        db.sql("SELECT bellows_enter('first', 'api', ARRAY['0001']); SELECT bellows_leave('first')");
        Random random = new Random(isolation);
        List<String> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Connection connection = db.connection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(isolation);
            set(connection, "SET application_name = 'psql'");
            for (int trial = 1; trial <= TRIALS; trial++) {
                outcomes.add(trial(db, connection, trial, threads, random.nextInt(applied + applied / 4)));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(outcomes).doesNotContain("entered, and applied");
        // A trial that always ends the same way would prove nothing.
        assertThat(outcomes)
                .contains("refused, and applied")
                .anyMatch(outcome -> outcome.startsWith("entered, and held"));
    }

    private String trial(TestDatabase db, Connection connection, int trial, ExecutorService threads, int delayMicros)
            throws Exception {
        String before = ships(trial - 1);
        db.migrations("-- file: " + (1000 + trial) + "_contract.sql\n-- bellows:phase contract\n"
                + "ALTER TABLE orders ADD COLUMN c" + trial + " int; ALTER TABLE orders DROP COLUMN c" + trial + ";");
        Future<Boolean> entering = threads.submit(() -> {
            pause(delayMicros);
            return entered(connection, "old" + trial, before);
        });
        long began = System.nanoTime();
        Report report = db.apply();
        applied = (int) ((System.nanoTime() - began) / 1000);
        boolean entered = entering.get();
        String outcome =
                (entered ? "entered" : "refused") + ", and " + (report.held().isEmpty() ? "applied" : "held");
        set(connection, "SELECT bellows_leave('old" + trial + "')");
        connection.commit();
        db.sql("DELETE FROM bellows_session");
        db.apply();
        return outcome;
    }

    private static String ships(int last) {
        StringBuilder ships = new StringBuilder("{0001");
        for (int i = 1; i <= last; i++) {
            ships.append(',').append(1000 + i);
        }
        return ships.append('}').toString();
    }

    private static boolean entered(Connection connection, String instance, String ships) throws SQLException {
        while (true) {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT bellows_enter(?, 'api', ?::text[])")) {
                // A snapshot from before the opening, where the level keeps it.
                set(connection, "SELECT count(*) FROM pg_class");
                pause(1_000);
                statement.setString(1, instance);
                statement.setString(2, ships);
                statement.execute();
                connection.commit();
                return true;
            } catch (SQLException e) {
                connection.rollback();
                if ("BW001".equals(e.getSQLState())) {
                    return false;
                }
                if (!"40001".equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    private static void pause(int micros) {
        try {
            Thread.sleep(micros / 1000, micros % 1000 * 1000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void set(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
