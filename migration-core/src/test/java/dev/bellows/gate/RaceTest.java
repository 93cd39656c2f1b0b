package dev.bellows.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Given a contract that is being applied, when an instance of an old build starts at any moment of that, then either the
 * instance is refused, or the contract is held. {@code -Dgate.trials=1000} tries it a thousand times at each level.
 */
@ExtendWith(PostgresExtension.class)
class RaceTest {
    private static final int TRIALS = Integer.getInteger("gate.trials", 40);

    private static final String EXPAND = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, old text);
            """;

    private static final String CONTRACT = """
            -- file: 0002_drop_old.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN old;
            """;

    /** What the old instance's session runs at. */
    enum Level {
        READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
        REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ);

        private final int isolation;

        Level(int isolation) {
            this.isolation = isolation;
        }
    }

    /** The runner's way, as its listener hears of it. */
    private enum Stage {
        READING,
        OPENING,
        RUNNING
    }

    /** Half of the trials are while the gate is being opened: that is where it is decided. */
    private static final List<Stage> STAGES = List.of(Stage.READING, Stage.OPENING, Stage.OPENING, Stage.RUNNING);

    @ParameterizedTest
    @EnumSource
    @Tag("scenario-31")
    void anOldInstanceThatStartsAtAnyMomentIsRefusedOrHoldsTheContract(
            Level level, TestDatabase one, TestDatabase two, TestDatabase three, TestDatabase four) throws Exception {
        List<Callable<List<String>>> lanes = new ArrayList<>();
        for (TestDatabase db : List.of(one, two, three, four)) {
            Random random = new Random(level.isolation * 4L + lanes.size());
            lanes.add(() -> new Lane(db, random).trials(level, TRIALS / 4));
        }
        List<String> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size());
        try {
            for (Future<List<String>> lane : threads.invokeAll(lanes)) {
                outcomes.addAll(lane.get());
            }
        } finally {
            threads.shutdown();
        }
        print(level, outcomes);
        assertThat(outcomes).noneMatch(outcome -> outcome.endsWith("entered, and applied"));
        // A trial that always ends the same way would prove nothing.
        assertThat(outcomes).contains("OPENING: refused, and applied", "OPENING: entered, and held");
    }

    @SuppressWarnings("SystemOut")
    private static void print(Level level, List<String> outcomes) {
        System.out.println("race: " + level + ", " + outcomes.size() + " trials: "
                + outcomes.stream()
                        .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting())));
    }

    /** Trials one after the other; each has a ledger of its own, so that the last is as fast as the first. */
    private static final class Lane {
        private final TestDatabase db;
        private final Random random;
        private final Map<Stage, Long> micros = new EnumMap<>(Stage.class);

        Lane(TestDatabase db, Random random) {
            this.db = db;
            this.random = random;
        }

        List<String> trials(Level level, int count) throws Exception {
            List<String> outcomes = new ArrayList<>();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try (Connection connection = db.connection()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(level.isolation);
                set(connection, "SET application_name = 'psql'");
                for (int trial = 1; trial <= count; trial++) {
                    outcomes.add(trial("trial_" + trial, connection, thread));
                }
            } finally {
                thread.shutdown();
            }
            return outcomes;
        }

        private String trial(String schema, Connection connection, ExecutorService thread) throws Exception {
            db.sql("CREATE SCHEMA " + schema);
            Files.deleteIfExists(db.folder().resolve("0002_drop_old.sql"));
            db.migrations(EXPAND);
            db.bellows().schema(schema).applyWithoutLease();
            // Somebody has entered once, or else the gate stays closed anyhow.
            db.sql("SELECT " + schema + ".bellows_enter('new', 'api', ARRAY['0001', '0002'])");
            db.migrations(CONTRACT);
            Stage stage = STAGES.get(random.nextInt(STAGES.size()));
            Pauses pauses = new Pauses(
                    micros(stage, 1.1),
                    // Some begin long before they enter, and some commit long after that.
                    random.nextBoolean() ? 0 : micros(Stage.OPENING, 1),
                    random.nextBoolean() ? 0 : micros(Stage.OPENING, 1));
            Map<Stage, CountDownLatch> reached = new EnumMap<>(Stage.class);
            for (Stage each : Stage.values()) {
                reached.put(each, new CountDownLatch(1));
            }
            Future<Boolean> entering = thread.submit(() -> {
                Objects.requireNonNull(reached.get(stage)).await();
                pause(pauses.begin());
                return entered(connection, schema, pauses);
            });
            Clock clock = new Clock(reached);
            Report report = db.bellows().schema(schema).listener(clock).applyWithoutLease();
            micros.putAll(clock.end());
            boolean entered = entering.get();
            db.sql("DROP SCHEMA " + schema + " CASCADE");
            return stage + ": " + (entered ? "entered" : "refused") + ", and "
                    + (report.held().isEmpty() ? "applied" : "held");
        }

        /** A random part of what a stage took the last time, or a little more than all of it. */
        private long micros(Stage stage, double atMost) {
            return (long) (random.nextDouble() * atMost * micros.getOrDefault(stage, 10_000L));
        }
    }

    /**
     * What an old instance waits, in microseconds.
     *
     * @param begin before its transaction begins
     * @param enter before it enters
     * @param commit before it commits
     */
    private record Pauses(long begin, long enter, long commit) {}

    /** Says when a stage is reached, and how long each took. */
    private static final class Clock implements Listener {
        private final Map<Stage, CountDownLatch> reached;
        private final Map<Stage, Long> micros = new EnumMap<>(Stage.class);
        private Stage stage = Stage.READING;
        private long began = System.nanoTime();

        Clock(Map<Stage, CountDownLatch> reached) {
            this.reached = reached;
            enter(Stage.READING);
        }

        private void enter(Stage next) {
            long now = System.nanoTime();
            if (next != stage) {
                micros.put(stage, (now - began) / 1000);
            }
            stage = next;
            began = now;
            Objects.requireNonNull(reached.get(next)).countDown();
        }

        @Override
        public void on(Progress progress) {
            if (progress instanceof Progress.StepStarted) {
                enter(Stage.OPENING);
            } else if (progress instanceof Progress.GateOpened) {
                enter(Stage.RUNNING);
            }
        }

        Map<Stage, Long> end() {
            micros.put(stage, (System.nanoTime() - began) / 1000);
            reached.values().forEach(CountDownLatch::countDown);
            return micros;
        }
    }

    private static boolean entered(Connection connection, String schema, Pauses pauses) throws SQLException {
        while (true) {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT " + schema + ".bellows_enter('old', 'api', ARRAY['0001'])")) {
                // A snapshot from before the opening, where the level keeps it.
                set(connection, "SELECT count(*) FROM pg_class");
                pause(pauses.enter());
                statement.execute();
                pause(pauses.commit());
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

    private static void pause(long micros) throws SQLException {
        try {
            TimeUnit.MICROSECONDS.sleep(micros);
        } catch (InterruptedException e) {
            throw new SQLException(e);
        }
    }

    private static void set(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
