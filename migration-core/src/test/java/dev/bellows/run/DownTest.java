package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Losses;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Down: what it would destroy is found by trying, and nothing happens without consent. */
class DownTest {
    /** What stands in the database, without what a vacuum of the server's own may change at any moment. */
    private static final String RELATIONS = "SELECT string_agg(concat_ws(',', oid, relname, relnamespace, relfilenode,"
            + " relkind, relnatts, relispartition, relacl), ' ' ORDER BY oid) FROM pg_class WHERE oid >= 16384";

    private static final DownTarget ONE = DownTarget.steps(1);

    private static final String SHOP = """
            -- file: 1_shop.sql
            CREATE TABLE customers (id int PRIMARY KEY, name text);
            CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, note text);
            CREATE VIEW names AS SELECT name FROM customers;
            CREATE TABLE events (id int) PARTITION BY RANGE (id);
            CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (10);
            CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (10) TO (20);
            INSERT INTO customers VALUES (1, 'a'), (2, 'b'), (3, NULL);
            INSERT INTO orders VALUES (1, 1, 'x'), (2, 1, NULL);
            INSERT INTO events SELECT generate_series(1, 11);
            CREATE TYPE size AS ENUM ('S', 'L');
            CREATE TABLE sized AS SELECT 1 AS n, 'S'::size AS size;
            """;

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "DROP TABLE orders#table public.orders 2",
                "ALTER TABLE customers DROP name CASCADE#column public.customers.name 2",
                "DROP TABLE customers CASCADE#table public.customers 3",
                "DROP SCHEMA public CASCADE#table public.customers 3, table public.events 11, table public.orders 2, table public.sized 1",
                "DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'orders'; END $$#table public.orders 2",
                "DROP VIEW names#none",
                "DROP TABLE events#table public.events 11",
                "DROP TABLE events_1#table public.events_1 9",
                "ALTER TABLE events DETACH PARTITION events_1#none",
                "ALTER TABLE orders RENAME TO bills#none",
                "ALTER TABLE orders RENAME note TO remark#none",
                "DELETE FROM orders WHERE note IS NULL#deletes from table public.orders 1",
                "UPDATE customers SET name = NULL#changes in table public.customers 3",
                "TRUNCATE orders#empties table public.orders 2",
                "TRUNCATE customers CASCADE#empties table public.customers 3, empties table public.orders 2",
                "DELETE FROM events#deletes from table public.events_1 9, deletes from table public.events_2 2",
                "ALTER TABLE orders ALTER note TYPE int USING 1#converts column public.orders.note from text to integer 1",
                "CREATE SCHEMA s; ALTER TYPE size SET SCHEMA s; ALTER TABLE sized ALTER n TYPE bigint#converts column public.sized.n from integer to bigint 1",
                "ALTER TABLE orders ALTER note TYPE varchar#none",
                "INSERT INTO orders VALUES (3, 1, 'y')#none"
            })
    void tellsWhatWouldBeLostAndLeavesNoTrace(String down, String expected, TestDatabase db) {
        db.sql("CREATE SCHEMA keep");
        db.migrations(SHOP + "-- file: 1_shop.down.sql\n-- bellows:quarantine off\n" + down + ";\n");
        db.bellows().ledger("keep.ledger").applyWithoutLease();
        String before = db.value(RELATIONS);
        AtomicReference<Losses> losses = new AtomicReference<>();

        Report report = db.bellows().ledger("keep.ledger").down(ONE, (plan, found) -> {
            losses.set(found);
            return false;
        });

        assertThat(report.steps()).isEmpty();
        lossesOf(losses).containsExactlyInAnyOrder(expected.equals("none") ? new String[0] : expected.split(", "));
        assertThat(db.value(RELATIONS)).isEqualTo(before);
        assertThat(db.value("SELECT count(*) FROM keep.ledger")).isEqualTo("1");
        assertThat(db.value("SELECT position FROM keep.ledger_head")).isEqualTo("1");

        assertThat(db.bellows()
                        .ledger("keep.ledger")
                        .down(ONE, (plan, found) -> true)
                        .steps())
                .hasSize(1);
        assertThat(db.value("SELECT state FROM keep.ledger_status")).isEqualTo("reverted");
    }

    private static ListAssert<String> lossesOf(AtomicReference<Losses> losses) {
        return assertThat(losses.get().losses().stream()
                .map(loss -> loss.what() + " " + loss.count())
                .toList());
    }

    private static void three(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 1_a.down.sql
                DROP TABLE a;
                -- file: 2_b.sql
                CREATE TABLE b (i int);
                -- file: 2_b.down.sql
                DROP TABLE b;
                -- file: 3_c.sql
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                -- file: 3_c.down.sql
                DROP INDEX CONCURRENTLY a_i;
                """);
        db.apply();
    }

    @PostgresTest
    void goesDownOneStepOrSeveralOrToAVersionAndUpAgain(TestDatabase db) {
        three(db);

        db.bellows().down(ONE, (plan, losses) -> {
            assertThat(losses.unknown())
                    .as("does not run in a transaction")
                    .containsExactly(new MigrationLabel("main", "3"));
            return true;
        });
        assertThat(db.ledger()).endsWith("intent 3 0/1 down", "reverted 3 1/1");

        db.bellows().down(DownTarget.steps(2), (plan, losses) -> true);
        assertThat(db.value("SELECT to_regclass('a') IS NULL AND to_regclass('b') IS NULL"))
                .isEqualTo("t");

        assertThat(db.apply().steps()).hasSize(3);
        db.bellows().down(DownTarget.to("1"), (plan, losses) -> true);
        assertThat(db.columns("a")).containsExactly("i");
        assertThat(db.value("SELECT to_regclass('b')")).isNull();
        assertThat(db.bellows().down(DownTarget.to("1"), (plan, losses) -> true).steps())
                .isEmpty();
    }

    @PostgresTest
    void aDownThatFailsIsShownBeforeAnythingRuns(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 1_a.down.sql
                DROP TABLE a;
                DROP TABLE nowhere;
                """);
        db.apply();

        assertThatThrownBy(() -> db.bellows().down(ONE, (plan, losses) -> {
                    throw new AssertionError("asked in vain");
                }))
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("1_a.down.sql:2:1: table \"nowhere\" does not exist")
                .hasMessageContaining("bellows down");

        assertThat(db.columns("a")).containsExactly("i");
        assertThat(db.ledger()).containsExactly("applied 1 1/1");
    }

    @PostgresTest
    void aDownThatFailsHalfWayOutsideATransactionGoesOnThere(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                -- file: 1_a.down.sql
                -- bellows:transaction off
                ALTER TABLE a DROP i;
                DROP TABLE nowhere;
                DROP TABLE a;
                """);
        db.apply();
        assertThatThrownBy(() -> db.bellows().down(ONE, (plan, losses) -> true))
                .isInstanceOf(StatementFailedException.class);
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "reverted 1 1/3", "failed 1 1/3 down");
        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("its down stopped after 1 of 3 statements");

        db.migrations("""
                -- file: 1_a.down.sql
                -- bellows:transaction off
                ALTER TABLE a DROP i;
                DROP TABLE a;
                """);
        db.bellows().down(ONE, (plan, losses) -> true);
        assertThat(db.ledger()).endsWith("reverted 1 2/2");
        assertThat(db.apply().steps()).hasSize(1);
    }

    @PostgresTest
    void theTrialOfSeveralDownsBlocksNoLongerThanOneMay(TestDatabase db) {
        db.sql("CREATE TABLE a (i int)");
        db.bellows().baseline("0");
        for (int i = 1; i <= 3; i++) {
            db.migrations("""
                    -- file: %1$d_a.sql
                    ALTER TABLE a ADD j%1$d int;
                    -- file: %1$d_a.down.sql
                    -- bellows:max-blocking 7s
                    ALTER TABLE a DROP j%1$d;
                    SELECT pg_sleep(3);
                    """.formatted(i));
        }
        db.apply();
        List<String> before = db.ledger();

        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(3), (plan, losses) -> {
                    throw new AssertionError("asked in vain");
                }))
                .isInstanceOf(StatementFailedException.class)
                .hasMessageContaining("canceling statement due to statement timeout")
                .hasMessageContaining("it blocked traffic for longer than max-blocking, and was undone");

        assertThat(db.columns("a")).containsExactly("i", "j1", "j2", "j3");
        assertThat(db.ledger()).isEqualTo(before);
        assertThat(db.bellows().down(ONE, (plan, losses) -> true).steps()).hasSize(1);
    }

    @PostgresTest
    void withoutADownFileItIsRefused(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        db.apply();

        assertThatThrownBy(() -> db.bellows().down(ONE, (plan, losses) -> true))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.report().refusals().get(0).file()).endsWith("1_a.sql"))
                .hasMessageContaining("no-down-file");
    }
}
