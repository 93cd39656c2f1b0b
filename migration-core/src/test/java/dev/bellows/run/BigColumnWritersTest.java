package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Throttle;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Given an application that inserts, updates, deletes and gives rows other keys without a pause, when a big column of theirs is
 * dropped, then its copy holds, of every row, the value that the row had at that moment, and no write ever failed before.
 */
@Timeout(300)
class BigColumnWritersTest {
    /** Tables that a copy could misunderstand. The column {@code twin} always has the value of the column that goes. */
    private enum Shape {
        /** Values change in triggers too, also where the statement names other columns. */
        TRIGGERS("""
                CREATE TABLE t (a int, b text COLLATE "C", v text, twin text, n int DEFAULT 0, PRIMARY KEY (a, b));
                CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN IF NEW.n % 3 = 0 THEN NEW.v = 'by a trigger ' || NEW.n; NEW.twin = NEW.v; END IF; RETURN NEW; END $$;
                CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
                CREATE FUNCTION again() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN UPDATE t SET v = 'again ' || v, twin = 'again ' || v WHERE a = NEW.a AND b = NEW.b; RETURN NULL; END $$;
                CREATE TRIGGER "AAA" AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION again();
                """),
        /** Rows move between partitions when their key changes. */
        PARTITIONS("""
                CREATE TABLE t (a int, b text, v text, twin text, n int DEFAULT 0, PRIMARY KEY (b, a)) PARTITION BY HASH (a);
                CREATE TABLE t0 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);
                CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1) PARTITION BY LIST (b);
                CREATE TABLE t10 PARTITION OF t1 DEFAULT;
                """),
        /** A key of a type of its own, whose order no search path finds; a value of one, too. */
        TYPES("""
                CREATE SCHEMA "Of its own";
                CREATE DOMAIN "Of its own"."Key" AS text NOT NULL;
                CREATE DOMAIN "Of its own"."Value" AS text CHECK (VALUE <> '');
                CREATE TABLE t (a int, b "Of its own"."Key", v "Of its own"."Value", twin text, n int DEFAULT 0, UNIQUE (b, a));
                ALTER TABLE t ALTER a SET NOT NULL, ALTER b SET NOT NULL;
                """);

        private final String sql;

        Shape(String sql) {
            this.sql = sql;
        }
    }

    private static final int KEYS = 400;

    /** Writes until the column is gone, or the test is over; how often it wrote. */
    private static int write(TestDatabase db, int seed) throws SQLException {
        Random random = new Random(seed);
        int written = 0;
        try (Connection connection = db.connection();
                Statement statement = connection.createStatement()) {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    statement.execute(random(random, seed));
                    written++;
                } catch (SQLException e) {
                    switch (String.valueOf(e.getSQLState())) {
                        case "42703" -> {
                            return written;
                        }
                        // Somebody has that key; or two writers want the same rows.
                        case "23505", "40P01" -> written++;
                        default -> throw e;
                    }
                }
            }
        }
        return written;
    }

    private static String random(Random random, int seed) {
        String value = random.nextInt(5) == 0 ? "NULL" : "'" + seed + "." + random.nextInt(1_000_000) + "'";
        String row = "a = " + random.nextInt(KEYS) + " AND b = 'b" + random.nextInt(2) + "'";
        // Each names the column, so that none happens after it has gone.
        return switch (random.nextInt(7)) {
            case 0, 1 -> "UPDATE t SET v = " + value + ", twin = " + value + " WHERE " + row;
            case 2 -> "UPDATE t SET n = n + 1 WHERE (v IS NULL OR true) AND " + row;
            case 3 -> "DELETE FROM t WHERE (v IS NULL OR true) AND " + row;
            case 4 ->
                "UPDATE t SET a = " + random.nextInt(KEYS) + ", v = " + value + ", twin = " + value + " WHERE " + row;
            case 5 ->
                "WITH gone AS (DELETE FROM t WHERE " + row
                        + " RETURNING a, b) INSERT INTO t (a, b, v, twin) SELECT a, b, " + value + ", " + value
                        + " FROM gone";
            default ->
                "INSERT INTO t (a, b, v, twin) VALUES (" + random.nextInt(KEYS) + ", 'b" + random.nextInt(2) + "', "
                        + value + ", " + value
                        + ") ON CONFLICT (a, b) DO UPDATE SET v = excluded.v, twin = excluded.twin";
        };
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @EnumSource(Shape.class)
    void theCopyIsWhatTheColumnWas(Shape shape, TestDatabase db) throws Exception {
        db.sql(shape.sql + "INSERT INTO t (a, b, v, twin) SELECT i, 'b' || i % 2, nullif(i % 7, 0), nullif(i % 7, 0)"
                + " FROM generate_series(1, 30000) AS i; ANALYZE t");
        db.bellows().baseline("1");
        BigColumnTest.grow(db, "t");
        db.migrations("-- file: 2_drop.sql\n-- bellows:phase contract\nALTER TABLE t DROP COLUMN v;\n");
        ExecutorService writers = Executors.newCachedThreadPool();
        AtomicInteger seed = new AtomicInteger();
        List<Future<Integer>> written = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Callable<Integer> writer = () -> write(db, seed.incrementAndGet());
            written.add(writers.submit(writer));
        }
        try {
            db.bellows()
                    .throttle(Throttle.DEFAULT.withPause(Duration.ofMillis(50)))
                    .attest("the writers are a test's")
                    .applyWithoutLease();
            for (Future<Integer> each : written) {
                assertThat(each.get()).isPositive();
            }
        } finally {
            writers.shutdownNow();
        }
        String place = db.value(
                "SELECT evidence::json #>> '{quarantined,0,place}' FROM bellows_ledger WHERE event = 'applied'");
        assertThat(db.query("SELECT t.a, t.b, t.twin, k.v FROM t FULL JOIN " + place
                        + " AS k ON t.a = k.a AND t.b = k.b WHERE t.twin IS DISTINCT FROM k.v"))
                .isEmpty();
        assertThat(db.value("SELECT count(*) > 20000 FROM t")).isEqualTo("t");
    }
}
