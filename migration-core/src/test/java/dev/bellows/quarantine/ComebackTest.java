package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.Loss;
import dev.bellows.model.Losses;
import dev.bellows.model.Report;
import dev.bellows.model.Restoration;
import dev.bellows.plan.Keeping;
import dev.bellows.plan.Plan;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given that a migration dropped something, when its other direction makes that again, then it comes back with its data. */
class ComebackTest {
    private static final String SHOP = """
            -- file: 0001_shop.sql
            CREATE TABLE customers (id bigint PRIMARY KEY);
            CREATE TABLE orders (id bigserial PRIMARY KEY, customer bigint REFERENCES customers, note text NOT NULL);
            CREATE INDEX ON orders (note);
            INSERT INTO customers VALUES (1);
            INSERT INTO orders (customer, note) VALUES (1, 'a'), (1, 'b');
            """;

    private final List<Losses> asked = new ArrayList<>();

    private Report down(TestDatabase db) {
        return db.bellows().down(DownTarget.steps(1), (plan, losses) -> {
            asked.add(losses);
            return true;
        });
    }

    @PostgresTest
    void theDownOfAContractBringsTheTableBack(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_orders.sql
                -- bellows:phase contract
                DROP TABLE orders;
                -- file: 0002_drop_orders.down.sql
                CREATE TABLE orders (id bigserial PRIMARY KEY, customer bigint, note text NOT NULL);
                CREATE INDEX ON orders (note);
                ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers;
                INSERT INTO orders (note) VALUES ('made up');
                """);
        db.applyAttested();

        down(db);

        assertThat(asked).extracting(Losses::any).containsExactly(false);
        assertThat(db.query("SELECT id, note FROM orders ORDER BY id"))
                .containsExactly(List.of("1", "a"), List.of("2", "b"));
        assertThat(db.value("SELECT count(*) FROM pg_indexes WHERE tablename = 'orders'"))
                .isEqualTo("2");
        assertThat(db.value("SELECT count(*) FROM pg_constraint WHERE conrelid = 'orders'::regclass AND contype = 'f'"))
                .isEqualTo("1");
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void theDownOfAContractFillsTheColumnThatItsFileMakes(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_note.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN note;
                -- file: 0002_drop_note.down.sql
                ALTER TABLE orders ADD COLUMN note text NOT NULL DEFAULT '';
                """);
        db.applyAttested();
        db.sql("INSERT INTO orders (customer) VALUES (1)");

        down(db);

        assertThat(db.query("SELECT id, note FROM orders ORDER BY id"))
                .containsExactly(List.of("1", "a"), List.of("2", "b"), List.of("3", ""));
        assertThat(asked).extracting(Losses::any).containsExactly(false);
    }

    @PostgresTest
    void aContractThatOnlyDropsNeedsNoDownFile(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN note;
                DROP TABLE orders;
                """);
        db.applyAttested();

        down(db);

        assertThat(db.query("SELECT id, note FROM orders ORDER BY id"))
                .containsExactly(List.of("1", "a"), List.of("2", "b"));
        // Afterwards the rows of its foreign key were looked at, while others could write.
        assertThat(db.ledger()).endsWith("reverted 0002 2/2", "restored 0002");
        assertThat(db.value("SELECT bool_and(convalidated) FROM pg_constraint WHERE contype = 'f'"))
                .isEqualTo("t");
    }

    @PostgresTest
    void theDownOfAnExpandKeepsWhatCameSinceAndItsApplyBringsItBack(TestDatabase db) {
        db.migrations("-- file: 0001_customers.sql\nCREATE TABLE customers (id bigint PRIMARY KEY);\n");
        db.apply();
        db.migrations("""
                -- file: 0002_carts.sql
                CREATE TABLE carts (id bigint PRIMARY KEY, what text);
                CREATE INDEX carts_what ON carts (what);
                INSERT INTO carts VALUES (1, 'seed');
                ALTER TABLE customers ADD COLUMN email text;
                -- file: 0002_carts.down.sql
                ALTER TABLE customers DROP COLUMN email;
                DROP TABLE carts;
                """);
        db.apply();
        db.sql("INSERT INTO carts VALUES (2, 'came since'); INSERT INTO customers VALUES (1, 'a@b'), (2, NULL)");

        down(db);

        assertThat(asked).extracting(Losses::any).containsExactly(false);
        assertThat(db.value("SELECT to_regclass('carts')")).isNull();
        assertThat(db.bellows().quarantined()).hasSize(2);
        db.apply();
        assertThat(db.query("SELECT id, what FROM carts ORDER BY id"))
                .containsExactly(List.of("1", "seed"), List.of("2", "came since"));
        assertThat(db.query("SELECT id, email FROM customers ORDER BY id"))
                .containsExactly(List.of("1", "a@b"), Arrays.asList("2", null));
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    @PostgresTest
    void thePlanShowsWhatGoesAndWhatComesBack(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN note;
                DROP TABLE customers CASCADE;
                """);
        List<Keeping> goes = keepings(db.bellows().plan());
        assertThat(goes)
                .extracting(Keeping::object, Keeping::back, Keeping::place)
                .containsExactly(
                        tuple("public.orders.note", false, "\"bellows_q_2\".orders"),
                        tuple("public.customers", false, "\"bellows_q_2_2\".customers"));
        assertThat(goes.get(1).sql())
                .contains(
                        "ALTER TABLE public.orders DROP CONSTRAINT IF EXISTS orders_customer_fkey",
                        "ALTER TABLE public.customers SET SCHEMA bellows_q_2_2");
        db.applyAttested();
        assertThat(db.bellows().quarantined())
                .extracting(Kept::place)
                .containsExactlyElementsOf(goes.stream().map(Keeping::place).toList());

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> {
            assertThat(keepings(plan))
                    .extracting(Keeping::object, Keeping::back)
                    .containsExactly(tuple("public.customers", true), tuple("public.orders.note", true));
            return true;
        });
        assertThat(db.value("SELECT count(*) FROM pg_constraint WHERE contype = 'f'"))
                .isEqualTo("1");
    }

    private static List<Keeping> keepings(Plan plan) {
        return plan.steps().stream().flatMap(step -> step.keepings().stream()).toList();
    }

    @PostgresTest
    void aDownThatDropsWhatCannotBeKeptAsksAndGoesOnWithTheFilesOwnNames(TestDatabase db) {
        db.migrations("""
                -- file: 0001_notes.up.sql
                CREATE TABLE notes (body text);
                -- file: 0002_by.up.sql
                ALTER TABLE notes ADD COLUMN author text;
                -- file: 0002_by.down.sql
                ALTER TABLE notes DROP COLUMN author;
                """);
        db.apply();
        db.sql("INSERT INTO notes VALUES ('a', 'somebody')");

        down(db);

        assertThat(asked).extracting(Losses::any).containsExactly(true);
        assertThat(db.columns("notes")).containsExactly("body");
    }

    @PostgresTest
    void whatPeopleWroteWinsOverWhatTheFileGivesANewColumn(TestDatabase db) {
        db.migrations("""
                -- file: 0001_people.sql
                CREATE TABLE people (id bigint PRIMARY KEY, name text);
                INSERT INTO people VALUES (1, 'Ann'), (2, 'Bob');
                -- file: 0002_nick.sql
                ALTER TABLE people ADD COLUMN nick text, ADD COLUMN news boolean DEFAULT true, ADD COLUMN no int GENERATED ALWAYS AS IDENTITY;
                UPDATE people SET nick = name;
                -- file: 0002_nick.down.sql
                ALTER TABLE people DROP COLUMN nick, DROP COLUMN news, DROP COLUMN no;
                """);
        db.apply();
        db.sql("UPDATE people SET nick = 'edited', news = NULL WHERE id = 1; DELETE FROM people WHERE id = 2;"
                + " INSERT INTO people VALUES (3, 'Cid', 'c', false)");

        down(db);
        db.apply();

        assertThat(asked).extracting(Losses::any).containsExactly(false);
        assertThat(db.query("SELECT id, nick, news, no FROM people ORDER BY id"))
                .containsExactly(Arrays.asList("1", "edited", null, "1"), List.of("3", "c", "f", "3"));
    }

    @PostgresTest
    void aDownAsksForValuesWhoseRowsAreNotThereAnyMore(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_note.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN note;
                """);
        db.applyAttested();
        db.sql("UPDATE orders SET id = 102 WHERE id = 2");

        Restoration would = db.bellows().tryRestore("orders.note").get(0);
        down(db);

        assertThat(would.missing()).contains("1 value whose row was deleted since, or got another key");
        assertThat(asked.get(0).losses())
                .containsExactly(
                        new Loss("public.orders.note, of rows that were deleted since or got another key", 1, false));
        assertThat(db.query("SELECT id, note FROM orders ORDER BY id"))
                .containsExactly(List.of("1", "a"), Arrays.asList("102", null));
    }

    @PostgresTest
    void whatAnotherTextMadeDoesNotComeBackByItself(TestDatabase db) {
        db.migrations("-- file: 0001_a.sql\nSELECT 1;\n");
        db.apply();
        db.migrations("""
                -- file: 0002_carts.sql
                CREATE TABLE carts (id bigint PRIMARY KEY);
                -- file: 0002_carts.down.sql
                DROP TABLE carts;
                """);
        db.apply();
        down(db);
        db.migrations("-- file: 0002_carts.sql\nCREATE TABLE carts (id bigint PRIMARY KEY, what text);\n");

        db.apply();

        assertThat(db.columns("carts")).containsExactly("id", "what");
        assertThat(db.bellows().quarantined()).hasSize(1);
    }

    /** Each statement is committed by itself, and the last one may have no transaction at all. */
    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY ixn ON t (n); UPDATE t SET n = 'fill' WHERE true; ALTER TABLE t ALTER n SET NOT NULL;",
                "UPDATE t SET n = 'fill' WHERE true; CREATE INDEX CONCURRENTLY ixn ON t (n);"
            })
    void whatPeopleWroteWinsOverABackfillOutsideATransactionToo(String rest, TestDatabase db) {
        db.migrations("-- file: 0001_t.sql\nCREATE TABLE t (id int PRIMARY KEY);\nINSERT INTO t VALUES (1), (2);\n");
        db.apply();
        db.migrations("-- file: 0002_n.sql\n-- bellows:transaction off\nALTER TABLE t ADD n text DEFAULT 'x';\n" + rest
                + "\n-- file: 0002_n.down.sql\nALTER TABLE t DROP n;\n");
        db.apply();
        db.sql("UPDATE t SET n = 'user' WHERE id = 1");
        String before =
                db.value("SELECT string_agg(attname || ' ' || attnotnull, ', ') FROM pg_attribute WHERE attrelid ="
                        + " 't'::regclass AND attnum > 0 AND NOT attisdropped");
        down(db);

        assertThat(db.apply().current()).isTrue();

        assertThat(asked).extracting(Losses::any).containsExactly(false);
        assertThat(db.query("SELECT id, n FROM t ORDER BY id"))
                .containsExactly(List.of("1", "user"), List.of("2", "fill"));
        assertThat(db.value("SELECT string_agg(attname || ' ' || attnotnull, ', ') FROM pg_attribute WHERE attrelid ="
                        + " 't'::regclass AND attnum > 0 AND NOT attisdropped"))
                .isEqualTo(before);
        assertThat(db.value("SELECT count(*) FROM pg_indexes WHERE tablename = 't'"))
                .isEqualTo("2");
        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.apply().steps()).isEmpty();
    }
}
