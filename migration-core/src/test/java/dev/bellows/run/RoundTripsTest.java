package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Report;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Direction;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What is sent together, counted by a proxy; and that nobody sees a difference otherwise. */
class RoundTripsTest {
    private static final String FILES = "-- file: 1_t.sql\nCREATE TABLE t (i int);\nCREATE INDEX ON t (i);\n";

    @PostgresTest
    void aTableAndAnIndexTakeThreeAtMost(TestDatabase db) throws IOException {
        int three = trips(db, 3);
        db.sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        int eight = trips(db, 8);

        assertThat(eight - three).as("for five more").isLessThan(5 * 4);
    }

    @PostgresTest
    void soTheyDoWhereTheLedgerHasEntries(TestDatabase db) throws IOException {
        int three = trips(db, 3);
        int eight = trips(db, 3 + 8);

        assertThat(eight - three).as("for five more").isLessThan(5 * 4);
    }

    /** Who lends it, our settings, what there is; the ledger and whether it can be believed; all given back as it was. */
    @PostgresTest
    void aStartWithNothingToDoTakesThreeAfterConnecting(TestDatabase db) throws IOException, SQLException {
        db.migrations(FILES);
        db.apply();

        int connecting =
                fewest(db, proxy -> proxy.dataSource(db).getConnection().close());
        int all = fewest(db, proxy -> assertThat(Bellows.on(proxy.dataSource(db))
                        .migrations(db.folder().toString())
                        .applyWithoutLease()
                        .steps())
                .isEmpty());

        assertThat(all - connecting).isLessThanOrEqualTo(3);
    }

    /** What is done through a proxy. */
    private interface Through {
        void run(TcpProxy proxy) throws SQLException;
    }

    /**
     * The fewest of several calls: each that is waited for is counted, and one more where the server answers the beginning of a
     * message before the proxy has seen its end.
     */
    private static int fewest(TestDatabase db, Through call) throws IOException, SQLException {
        List<Integer> counts = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Trips trips = new Trips();
            try (TcpProxy proxy = TcpProxy.before(db, () -> trips)) {
                call.run(proxy);
            }
            counts.add(trips.count.get());
        }
        return Collections.min(counts);
    }

    /** Of the same call one more is counted now and then, so who compares must compare several migrations. */
    private static int trips(TestDatabase db, int migrations) throws IOException {
        db.migrations(IntStream.rangeClosed(1, migrations)
                .mapToObj(i ->
                        "-- file: " + i + "_t.sql\nCREATE TABLE t" + i + " (i int);\nCREATE INDEX ON t" + i + " (i);\n")
                .collect(Collectors.joining()));
        Trips trips = new Trips();
        try (TcpProxy proxy = TcpProxy.before(db, () -> trips)) {
            Bellows.on(proxy.dataSource(db)).migrations(db.folder().toString()).applyWithoutLease();
        }
        return trips.count.get();
    }

    /** Whoever sends something after he got an answer begins a round trip; but who says goodbye waits for none. */
    private static final class Trips implements TcpProxy.Traffic {
        private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};

        private final AtomicInteger count = new AtomicInteger();
        private Direction last = Direction.TO_CLIENT;

        @Override
        public synchronized Fate of(Direction direction, byte[] bytes) {
            if (direction == Direction.TO_SERVER && last == Direction.TO_CLIENT && !Arrays.equals(bytes, TERMINATE)) {
                count.incrementAndGet();
            }
            last = direction;
            return Fate.pass(bytes);
        }
    }

    @PostgresTest
    void theFirstStatementThatFailsIsShownWithItsPlace(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\n\n  CREATE TABLE a (i int, j nosuch);\n");

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("1_a.sql:2:28: type \"nosuch\" does not exist");
        assertThat(db.ledger()).containsExactly("failed 1 0/1");
    }

    @PostgresTest
    void soIsALaterOne(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (i int);\n\n  CREATE INDEX ON a ((nosuch + 1));\n");

        assertThatThrownBy(db::apply)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("1_a.sql:3:23: column \"nosuch\" does not exist");
        assertThat(db.value("SELECT to_regclass('a')")).isNull();
    }

    /** Who looks on may do anything: then it runs as any other migration does. */
    @PostgresTest
    void whereAnEventTriggerSeesItItRunsTheOrdinaryWay(TestDatabase db) {
        db.sql("""
                CREATE SCHEMA watch;
                CREATE TABLE watch.seen (tag text, asked boolean);
                CREATE FUNCTION watch.see() RETURNS event_trigger LANGUAGE plpgsql AS
                    $$ BEGIN INSERT INTO watch.seen SELECT tg_tag,
                        EXISTS (SELECT FROM pg_cursors WHERE name = 'bellows_before'); END $$;
                CREATE EVENT TRIGGER see ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION watch.see();
                """);
        db.migrations(FILES);

        assertThat(db.apply().current()).isTrue();

        assertThat(db.value("SELECT count(*) FROM watch.seen WHERE asked"))
                .as("by the ordinary way, which opens what its questions about locks need")
                .isEqualTo("1");
        assertThat(db.ledger()).containsExactly("applied 1 2/2");
    }

    /** The wait is bounded, and tried again, whichever way it began. */
    @PostgresTest
    void whoMakesTheSameTableIsWaitedFor(TestDatabase db) throws Exception {
        db.migrations(FILES);
        try (Connection other = db.connection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("CREATE TABLE t (j int)");
            CompletableFuture<Report> applied = CompletableFuture.supplyAsync(db::apply);
            Until.isTrue(db, "EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')");
            other.rollback();

            assertThat(applied.get().current()).isTrue();
        }
        assertThat(
                        db.value(
                                "SELECT string_agg(attname, ' ') FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0"))
                .isEqualTo("i");
    }
}
