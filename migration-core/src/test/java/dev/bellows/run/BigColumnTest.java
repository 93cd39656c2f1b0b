package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Kept;
import dev.bellows.model.Progress;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Throttle;
import dev.bellows.model.Timeouts;
import dev.bellows.plan.Keeping;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Timeout;

/**
 * Given a column that is too big for a copy within one transaction, when a contract drops it, then it is copied in batches
 * while the application goes on, and the copy is whole.
 */
@Timeout(180)
class BigColumnTest {
    private static final String ORDERS = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, size text, note text);
            INSERT INTO orders SELECT i, CASE WHEN i % 10 > 0 THEN 's' || i END, 'n' FROM generate_series(1, 5000) AS i;
            """;

    private static final String CONTRACT = """
            -- file: 0002_drop_size.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN size;
            """;

    private static final String SCHEMA = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'bellows_q%'";

    private static final String OUR_TRIGGERS =
            "SELECT count(*) FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid"
                    + " WHERE p.proname = 'bellows_changed'";

    /** As the planner would say of a billion rows. */
    static void grow(TestDatabase db, String table) {
        db.sql("UPDATE pg_class SET reltuples = 1e9 WHERE oid = '" + table + "'::regclass");
    }

    private static void given(TestDatabase db) {
        db.migrations(ORDERS);
        db.apply();
        grow(db, "orders");
        db.migrations(CONTRACT);
    }

    private static String place(TestDatabase db) {
        return Objects.requireNonNull(
                db.value(
                        "SELECT evidence::json #>> '{quarantined,0,place}' FROM bellows_ledger WHERE event = 'applied' AND version = '0002'"));
    }

    private static void assertThatTheCopyIsWhole(TestDatabase db) {
        assertThat(db.columns("orders")).doesNotContain("size");
        assertThat(db.value("SELECT count(size) || ' ' || count(*) FILTER (WHERE size = 's' || id) FROM " + place(db)))
                .isEqualTo("4500 4500");
        assertThat(db.query("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = ("
                        + SCHEMA.replace("nspname FROM", "oid FROM") + ")"))
                .containsExactly(List.of("orders"));
        assertThat(db.value(OUR_TRIGGERS)).isEqualTo("0");
    }

    @PostgresTest
    void itIsCopiedBeforeTheContractAndComesBack(TestDatabase db) {
        given(db);

        Report report = db.applyAttested();

        assertThat(report.quarantined()).singleElement().satisfies(kept -> assertThat(kept.object())
                .isEqualTo("public.orders.size"));
        assertThat(db.ledger()).containsExactly("applied 0001 2/2", "copying 0002", "opened 0002", "applied 0002 1/1");
        assertThatTheCopyIsWhole(db);
        db.bellows().restore("orders.size");
        assertThat(db.value("SELECT count(*) FROM orders WHERE size = 's' || id"))
                .isEqualTo("4500");
    }

    @PostgresTest
    void whatRunsIsWhatThePlanShows(TestDatabase db) throws SQLException {
        given(db);
        List<String> shown = new ArrayList<>();
        for (Keeping keeping : db.bellows().plan().steps().get(0).keepings()) {
            shown.addAll(Objects.requireNonNull(keeping.batches()).begin());
            shown.addAll(keeping.sql());
        }
        shown.add("ALTER TABLE orders DROP COLUMN size");
        shown.removeIf(sql -> !sql.matches("(?s)(CREATE|ALTER|DROP) .*"));

        try (ExecutedDdl executed = ExecutedDdl.in(db)) {
            db.applyAttested();
            assertThat(executed.commands()).containsExactlyElementsOf(shown);
        }
    }

    @PostgresTest
    void aKilledRunIsGoneOnWithAfterItsLastBatch(TestDatabase db) throws IOException {
        given(db);
        try (OtherProcess process = OtherProcess.apply(db, OtherProcess.COPIED)) {
            process.awaitStop();
        }
        Until.isTrue(
                db,
                "NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name LIKE 'bellows%')");
        String schema = db.value(SCHEMA);
        assertThat(db.value("SELECT rows FROM " + schema + ".bellows_progress")).isEqualTo("1000");
        db.sql("UPDATE " + schema + ".orders SET size = 'of the first run' WHERE id = 1");
        db.sql("UPDATE orders SET size = 'changed' WHERE id = 2; DELETE FROM orders WHERE id = 3");
        assertThat(Objects.requireNonNull(db.bellows()
                                .plan()
                                .steps()
                                .get(0)
                                .keepings()
                                .get(0)
                                .batches())
                        .begin())
                .isEmpty();

        assertThat(db.applyAttested().quarantined())
                .as("also what was begun by another run")
                .extracting(Kept::object)
                .containsExactly("public.orders.size");

        assertThat(db.query("SELECT id, size FROM " + place(db) + " WHERE id < 5 ORDER BY id"))
                .isEqualTo(db.query("VALUES (1, 'of the first run'), (2, 'changed'), (4, 's4')"));
        assertThat(db.value("SELECT count(size) FROM " + place(db))).isEqualTo("4499");
        assertThat(db.ledger()).containsExactly("applied 0001 2/2", "copying 0002", "opened 0002", "applied 0002 1/1");
    }

    @PostgresTest
    void anInterruptEndsItAndTheNextRunGoesOn(TestDatabase db) throws Exception {
        given(db);
        CountDownLatch copied = new CountDownLatch(1);
        InterruptedCall<Report> call = InterruptedCall.start(() -> db.bellows()
                .throttle(Throttle.DEFAULT.withPause(Duration.ofMinutes(1)))
                .listener(progress -> {
                    if (progress instanceof Progress.StatementProgress) {
                        copied.countDown();
                    }
                })
                .attest("nothing old lives in a test")
                .applyWithoutLease());
        Until.isTrue(db, "EXISTS (SELECT FROM bellows_ledger WHERE event = 'copying')");
        Until.isTrue(
                db, "EXISTS (SELECT FROM pg_stat_activity WHERE application_name LIKE 'bellows%' AND state = 'idle')");

        assertThat(call.interrupt().end().failure()).isInstanceOfSatisfying(InterruptedRunException.class, e -> {
            assertThat(e)
                    .hasMessage(
                            "interrupted during 0002; nothing of it is in the database; but what is copied of public.orders.size"
                                    + " stays in bellows_q_2, with triggers that note what changes; next: bellows apply, which goes on with the"
                                    + " copy unless the file has changed; or give it up: bellows quarantine purge bellows_q_2");
            assertThat(e.report().failure()).isNotNull();
            assertThat(Objects.requireNonNull(e.report().failure()).context()).contains("stays in bellows_q_2");
            assertThat(Objects.requireNonNull(e.report().failure()).next()).contains("purge bellows_q_2");
        });
        assertThat(copied.getCount()).isEqualTo(1);
        assertThat(db.value("SELECT reason FROM bellows_ledger WHERE event = 'failed'"))
                .startsWith("what is copied of public.orders.size stays in bellows_q_2");
        assertThat(db.bellows().status().notices())
                .contains(
                        "public.orders.size is copied to bellows_q_2 in batches, for 0002; until that has run, triggers note what"
                                + " changes in public.orders; to give it up: bellows quarantine purge bellows_q_2");
        db.applyAttested();

        assertThatTheCopyIsWhole(db);
    }

    @PostgresTest
    void whatFailsWhileCopyingSaysWhatStaysAndCanBeGivenUp(TestDatabase db) {
        given(db);
        db.migrations(CONTRACT + "SELECT 1 / 0;\n");

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("division by zero")
                .hasMessageContaining("give it up: bellows quarantine purge bellows_q_2");
        assertThat(db.bellows().purge("orders.size")).singleElement().satisfies(kept -> assertThat(kept.way())
                .isEqualTo(QuarantineWay.COPYING));

        assertThat(db.query(SCHEMA)).isEmpty();
        assertThat(db.value(OUR_TRIGGERS)).isEqualTo("0");
        assertThat(db.columns("orders")).contains("size");
    }

    @PostgresTest
    void aFailingBatchSaysWhatItWasAndWhatStays(TestDatabase db) throws IOException {
        given(db);
        try (OtherProcess process = OtherProcess.apply(db, OtherProcess.COPIED)) {
            process.awaitStop();
        }
        db.sql("ALTER TABLE " + db.value(SCHEMA) + ".orders ADD CHECK (id < 3000)");

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("to copy public.orders.size in batches: new row for relation")
                .hasMessageContaining("mend that, then: bellows apply, which goes on with the copy");
        db.sql("ALTER TABLE bellows_q_2.orders DROP CONSTRAINT orders_id_check");
        db.applyAttested();

        assertThatTheCopyIsWhole(db);
    }

    /** As many writers note in a moment: keys of rows that need not even be there. */
    private static String changes(TestDatabase db, int number) {
        return "INSERT INTO " + db.value(SCHEMA) + ".bellows_changes SELECT -i FROM generate_series(1, " + number
                + ") AS i";
    }

    @PostgresTest
    void whatIsWrittenAsFastAsItIsCopiedIsCopiedUnderTheLock(TestDatabase db) {
        given(db);
        List<String> notices = new ArrayList<>();

        db.bellows()
                .listener(progress -> {
                    if (progress instanceof Progress.Notice notice) {
                        notices.add(notice.text());
                    }
                    if (progress instanceof Progress.StatementProgress) {
                        db.sql(
                                "UPDATE orders SET (size, note) = (SELECT v, v FROM (SELECT md5(random()::text || id) AS v) AS r)");
                    }
                })
                // News comes once a second: so after each batch there are as many changes as before it.
                .throttle(Throttle.DEFAULT.withPause(Duration.ofMillis(1100)))
                .attest("nothing old lives in a test")
                .applyWithoutLease();

        assertThat(notices).anySatisfy(notice -> assertThat(notice)
                .matches(
                        "public\\.orders\\.size is written as fast as it is copied: what [0-9]+ changes touched is copied"
                                + " again while its table is locked"));
        assertThat(db.value("SELECT count(*) FROM orders AS o JOIN " + place(db)
                        + " AS k ON k.id = o.id AND k.size = o.note"))
                .isEqualTo("5000");
    }

    /** Each batch finds fewer rows behind the last key than it could copy, and so is the last one. */
    @PostgresTest
    void rowsThatAreInsertedBehindTheLastKeyDoNotKeepItFromEnding(TestDatabase db) {
        given(db);
        int[] told = {0};

        Report report = db.bellows()
                .listener(progress -> {
                    if (progress instanceof Progress.StatementProgress && ++told[0] <= 10) {
                        db.sql("INSERT INTO orders SELECT max(id) + 1, 's' || max(id) + 1, 'behind' FROM orders");
                    }
                })
                // News comes once a second: so a row is inserted after each batch.
                .throttle(Throttle.DEFAULT.withPause(Duration.ofMillis(1100)))
                .attest("nothing old lives in a test")
                .applyWithoutLease();

        assertThat(told[0]).isBetween(2, 9);
        assertThat(db.value("SELECT count(*) FROM orders AS o JOIN " + place(db)
                        + " AS k ON k.id = o.id AND k.size = 's' || o.id WHERE o.note = 'behind'"))
                .isEqualTo(Integer.toString(told[0]));
        assertThat(report.steps().get(0).duration()).isGreaterThan(Duration.ofMillis(1100));
    }

    @PostgresTest
    void whereTooMuchIsWrittenForTheLockItSaysSoAndNothingIsLost(TestDatabase db) {
        given(db);

        assertThatThrownBy(() -> db.bellows()
                        .settings(Settings.DEFAULT
                                .change()
                                .timeouts(Timeouts.DEFAULT.withMaxBlocking(Duration.ofSeconds(1)))
                                .build())
                        .migrations(db.folder().toString())
                        .listener(progress -> {
                            if (progress instanceof Progress.GateOpened) {
                                db.sql(changes(db, 1_000_000));
                            }
                        })
                        .attest("nothing old lives in a test")
                        .applyWithoutLease())
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("run it in a quieter hour, or with a larger BELLOWS_MAX_BLOCKING")
                .hasMessageContaining("bellows apply, which goes on with the copy");
        assertThat(db.columns("orders")).contains("size");

        db.applyAttested();

        assertThat(db.columns("orders")).doesNotContain("size");
        assertThat(db.value("SELECT count(*) FROM " + place(db) + " WHERE size = 's' || id"))
                .isEqualTo("4500");
    }

    @PostgresTest
    void beforeItsGateWouldOpenNothingIsCopied(TestDatabase db) throws SQLException {
        given(db);
        try (Connection unknown = db.connection();
                Statement statement = unknown.createStatement()) {
            statement.execute("SET application_name = 'legacy report'");

            assertThat(db.apply().held()).singleElement().asString().contains("legacy report");
        }
        assertThat(db.query(SCHEMA)).isEmpty();
        assertThat(db.value(OUR_TRIGGERS)).isEqualTo("0");
    }

    @PostgresTest
    void whatItsReleaseTookAwayIsGivenUp(TestDatabase db) throws IOException {
        given(db);
        try (OtherProcess process = OtherProcess.apply(db, OtherProcess.COPIED)) {
            process.awaitStop();
        }
        Files.delete(db.folder().resolve("0002_drop_size.sql"));
        assertThat(db.bellows().status().next()).isEqualTo("bellows apply");
        assertThat(db.bellows().plan().notices())
                .anySatisfy(notice -> assertThat(notice).contains("public.orders.size", "DROP SCHEMA bellows_q_"));

        db.apply();

        assertThat(db.query(SCHEMA)).isEmpty();
        assertThat(db.value(OUR_TRIGGERS)).isEqualTo("0");
        assertThat(db.ledger()).endsWith("copying 0002", "purged 0002");
        assertThat(db.bellows().status().next()).isEqualTo("nothing to do");
    }

    @PostgresTest
    void whereSomebodyTookItsTriggersOffItIsBegunAnew(TestDatabase db) throws IOException {
        given(db);
        try (OtherProcess process = OtherProcess.apply(db, OtherProcess.COPIED)) {
            process.awaitStop();
        }
        db.sql("ALTER TABLE orders DISABLE TRIGGER ALL; UPDATE orders SET note = 'x', size = 's1' WHERE id = 1;"
                + " ALTER TABLE orders ENABLE TRIGGER ALL");

        db.applyAttested();

        assertThatTheCopyIsWhole(db);
        assertThat(db.ledger())
                .endsWith("copying 0002", "purged 0002", "copying 0002", "opened 0002", "applied 0002 1/1");
    }

    @PostgresTest
    void whatWasEmptiedMeanwhileIsNotKept(TestDatabase db) throws IOException {
        given(db);
        try (OtherProcess process = OtherProcess.apply(db, OtherProcess.COPIED)) {
            process.awaitStop();
        }
        db.sql("TRUNCATE orders; INSERT INTO orders VALUES (7, 'new')");

        db.applyAttested();

        assertThat(db.query("SELECT id, size FROM " + place(db) + " WHERE size IS NOT NULL"))
                .containsExactly(List.of("7", "new"));
    }

    @PostgresTest
    void whatBecomesBigOnlyWithinItsMigrationIsRefused(TestDatabase db) {
        given(db);
        db.migrations("""
                -- file: 0002_drop_size.sql
                -- bellows:phase contract
                ALTER TABLE orders RENAME COLUMN size TO old_size;
                ALTER TABLE orders DROP COLUMN old_size;
                """);

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("drop it in a migration of its own");
        assertThat(db.columns("orders")).contains("size");
    }

    @PostgresTest
    void aDownKeepsABigColumnToo(TestDatabase db) {
        db.migrations("-- file: 0001_orders.sql\nCREATE TABLE orders (id bigint PRIMARY KEY);\n");
        db.apply();
        db.migrations("""
                -- file: 0002_size.sql
                ALTER TABLE orders ADD COLUMN size text;
                -- file: 0002_size.down.sql
                ALTER TABLE orders DROP COLUMN size;
                """);
        db.apply();
        db.sql("INSERT INTO orders SELECT i, 's' || i FROM generate_series(1, 2500) AS i");
        grow(db, "orders");

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> !losses.any());

        assertThat(db.ledger()).endsWith("copying 0002 down", "reverted 0002 1/1");
        assertThat(db.columns("orders")).containsExactly("id");
        db.apply();
        assertThat(db.value("SELECT count(*) FROM orders WHERE size = 's' || id"))
                .isEqualTo("2500");
    }
}
