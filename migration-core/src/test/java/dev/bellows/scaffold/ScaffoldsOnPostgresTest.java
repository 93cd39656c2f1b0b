package dev.bellows.scaffold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.FindingText;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.Severity;
import dev.bellows.lint.rules.Rules;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Location;
import dev.bellows.model.Settings;
import dev.bellows.source.LintPlace;
import dev.bellows.source.LintSources;
import dev.bellows.sql.Phase;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Every set lets the old code write until its contract, and the new code from its last expand on; nothing is lost, and all of it can be undone. */
class ScaffoldsOnPostgresTest {
    private static final String SHOP = """
            -- file: 0001_shop.sql
            CREATE TABLE customers (id bigint PRIMARY KEY, email text COLLATE "C", name text NOT NULL);
            CREATE TABLE orders (
                id bigint PRIMARY KEY,
                customer_id bigint NOT NULL,
                referrer_id bigint CONSTRAINT orders_referrer_id_fkey REFERENCES customers (id),
                total integer NOT NULL DEFAULT 7 CHECK (total >= 0),
                reference varchar(20) CONSTRAINT orders_reference_key UNIQUE,
                note text
            );
            CREATE INDEX orders_total_idx ON orders USING btree (total DESC, id) WHERE note IS NULL;
            CREATE INDEX orders_referrer_id_idx ON orders (referrer_id);
            CREATE TABLE "Line Items" ("Line Id" int PRIMARY KEY, "The Text" text);
            -- file: 0001_shop.down.sql
            DROP TABLE orders, customers, "Line Items";
            """;

    private static final String ROWS = """
            INSERT INTO customers SELECT i, i || '@example.org', 'Ada ' || i FROM generate_series(1, 3000) i;
            INSERT INTO orders SELECT i, i, i, i, 'r' || i, NULL FROM generate_series(1, 3000) i;
            INSERT INTO "Line Items" SELECT i, 't' || i FROM generate_series(1, 3000) i;
            """;

    @PostgresTest
    void aColumnIsRenamed(TestDatabase db) {
        Story story = new Story(db, Kind.RENAME_COLUMN, "orders.total", "total_cents");

        story.oldCode("INSERT INTO orders (id, customer_id, total) VALUES (%1$d, 1, %1$d)");
        story.oldCode("UPDATE orders SET total = total + 1 WHERE id = %1$d - 90000");
        story.newCode("INSERT INTO orders (id, customer_id, total_cents) VALUES (%1$d, 1, %1$d)");
        story.newCode("INSERT INTO orders (id, customer_id) VALUES (%1$d, 1)");
        story.newCode("UPDATE orders SET total_cents = total_cents + 1 WHERE id = %1$d - 90000");
        story.expands();

        assertThat(story.count("total IS DISTINCT FROM total_cents")).isZero();
        story.contracts();
        assertThat(story.count("total_cents IS NULL")).isZero();
        assertThat(db.value("SELECT indexdef FROM pg_indexes WHERE indexname = 'orders_total_cents_idx'"))
                .endsWith("(total_cents DESC, id) WHERE (note IS NULL)");
        story.isUndone();
    }

    @PostgresTest
    void whatIsUniqueAndPointsElsewhereStaysSo(TestDatabase db) {
        Story unique = new Story(db, Kind.RENAME_COLUMN, "orders.reference", "number");
        unique.oldCode("INSERT INTO orders (id, customer_id, reference) VALUES (%1$d, 1, 'old' || %1$d)");
        unique.newCode("INSERT INTO orders (id, customer_id, number) VALUES (%1$d, 1, 'new' || %1$d)");
        unique.expands();
        assertThat(unique.count("reference IS DISTINCT FROM number")).isZero();
        unique.contracts();
        assertThat(db.value("SELECT contype FROM pg_constraint WHERE conname = 'orders_number_key'"))
                .isEqualTo("u");
        unique.isUndone();
    }

    @PostgresTest
    void aForeignKeyIsCarriedOver(TestDatabase db) {
        Story story = new Story(db, Kind.RENAME_COLUMN, "orders.referrer_id", "sent_by");
        story.oldCode("INSERT INTO orders (id, customer_id, referrer_id) VALUES (%1$d, 1, 5)");
        story.newCode("INSERT INTO orders (id, customer_id, sent_by) VALUES (%1$d, 1, 6)");
        story.expands();
        assertThat(story.count("referrer_id IS DISTINCT FROM sent_by")).isZero();
        story.contracts();
        assertThat(
                        db.value(
                                "SELECT confrelid::regclass FROM pg_constraint WHERE conname LIKE 'orders_sent_by%' AND convalidated"))
                .isEqualTo("customers");
        story.isUndone();
    }

    @PostgresTest
    void textKeepsItsOrder(TestDatabase db) {
        Story story = new Story(db, Kind.RENAME_COLUMN, "customers.email", "mail");
        story.oldCode("INSERT INTO customers VALUES (%1$d, 'old', 'x')");
        story.newCode("INSERT INTO customers (id, mail, name) VALUES (%1$d, 'new', 'x')");
        story.expands();
        story.contracts();
        String collation =
                "SELECT collation_name FROM information_schema.columns WHERE table_name = 'customers' AND column_name = ";
        assertThat(db.value(collation + "'mail'")).isEqualTo("C");
        story.isUndone();
        assertThat(db.value(collation + "'email'")).isEqualTo("C");
    }

    @PostgresTest
    void quotedNamesStayQuoted(TestDatabase db) {
        Story story = new Story(db, Kind.RENAME_COLUMN, "public.\"Line Items\".\"The Text\"", "\"New Text\"");
        story.oldCode("INSERT INTO \"Line Items\" VALUES (%1$d, 'x')");
        story.newCode("INSERT INTO \"Line Items\" (\"Line Id\", \"New Text\") VALUES (%1$d, 'y')");
        story.expands();
        story.contracts();
        assertThat(db.value("SELECT count(*) FROM \"Line Items\" WHERE \"New Text\" IS NULL"))
                .isEqualTo("0");
        story.isUndone();
    }

    @PostgresTest
    void aColumnGetsAWiderType(TestDatabase db) {
        Story story = new Story(db, Kind.CHANGE_TYPE, "orders.total", "bigint");
        story.oldCode("INSERT INTO orders (id, customer_id, total) VALUES (%1$d, 1, %1$d)");
        story.oldCode("UPDATE orders SET total = total + 1 WHERE id = %1$d - 90000");
        story.expands();
        story.endOldCode();
        String sum = db.value("SELECT sum(total) FROM orders");
        story.contracts();
        assertThat(db.value("SELECT pg_typeof(total) FROM orders LIMIT 1")).isEqualTo("bigint");
        assertThat(db.value("SELECT sum(total) FROM orders")).isEqualTo(sum);
        assertThat(db.value("SELECT count(*) FROM pg_indexes WHERE indexname = 'orders_total_idx'"))
                .isEqualTo("1");
        story.isUndone();
    }

    @PostgresTest
    void aColumnGetsATypeThatDoesNotHoldEverything(TestDatabase db) {
        Story story = new Story(
                db,
                Kind.CHANGE_TYPE,
                List.of("orders.reference", "bigint"),
                "substr(reference, 2)::bigint",
                "'r' || reference || left('reference', 0)");
        story.oldCode("INSERT INTO orders (id, customer_id, reference) VALUES (%1$d, 1, 'r' || %1$d)");
        story.contracts();
        assertThat(db.value("SELECT reference FROM orders WHERE id = 17")).isEqualTo("17");
        story.isUndone();
        assertThat(db.value("SELECT reference FROM orders WHERE id = 17")).isEqualTo("r17");
    }

    @PostgresTest
    void aColumnBecomesNotNullAndNobodyWaits(TestDatabase db) {
        Story story = new Story(db, Kind.ADD_NOT_NULL, List.of("orders.note"), "'none'", null);
        story.oldCode("INSERT INTO orders (id, customer_id) VALUES (%1$d, 1)");
        story.oldCode("UPDATE orders SET note = NULL WHERE id = %1$d - 90000");
        story.newCode("INSERT INTO orders (id, customer_id, note) VALUES (%1$d, 1, 'mine')");
        story.expands();
        assertThat(story.count("note = 'none'")).isGreaterThan(3000);
        story.contracts();
        story.isUndone();
    }

    @PostgresTest
    void aColumnBecomesNotNullOnceNobodyWritesNulls(TestDatabase db) {
        Story story = new Story(db, Kind.ADD_NOT_NULL, "customers.email");
        story.newCode("INSERT INTO customers VALUES (%1$d, 'x', 'y')");
        story.contracts();
        assertThat(
                        db.value(
                                "SELECT attnotnull FROM pg_attribute WHERE attrelid = 'customers'::regclass AND attname = 'email'"))
                .isEqualTo("t");
        story.isUndone();
    }

    @PostgresTest
    void columnsBecomeUnique(TestDatabase db) {
        Story story = new Story(db, Kind.ADD_UNIQUE, "orders.customer_id", "note");
        story.newCode("INSERT INTO orders (id, customer_id, note) VALUES (%1$d, %1$d, 'mine')");
        story.contracts();
        assertThat(db.value("SELECT contype FROM pg_constraint WHERE conname = 'orders_customer_id_note_key'"))
                .isEqualTo("u");
        story.isUndone();
    }

    @PostgresTest
    void aColumnPointsToAnotherTable(TestDatabase db) {
        Story story = new Story(db, Kind.ADD_FOREIGN_KEY, "orders.customer_id", "customers.id");
        story.newCode("INSERT INTO orders (id, customer_id) VALUES (%1$d, 1)");
        story.contracts();
        assertThat(db.value("SELECT convalidated FROM pg_constraint WHERE conname = 'orders_customer_id_fkey'"))
                .isEqualTo("t");
        story.isUndone();
    }

    @PostgresTest
    void aColumnGoes(TestDatabase db) {
        Story story = new Story(db, Kind.DROP_COLUMN, List.of("customers.name"), "''", null);
        story.oldCode("INSERT INTO customers VALUES (%1$d, 'e', 'n')");
        story.newCode("INSERT INTO customers (id, email) VALUES (%1$d, 'e')");
        story.expands();
        story.contracts();
        assertThat(db.columns("customers")).containsExactly("id", "email");
    }

    @PostgresTest
    void aColumnIsSplit(TestDatabase db) {
        Story story = new Story(
                db,
                Kind.SPLIT,
                List.of(
                        "customers.name",
                        "first_name=split_part(name, ' ', 1)",
                        "last_name=substr(name, length(split_part(name, ' ', 1)) + 2)"),
                null,
                "concat_ws(' ', first_name, last_name, nullif('NEW.', 'NEW.'))");
        story.oldCode("INSERT INTO customers VALUES (%1$d, 'e', 'Grace ' || %1$d)");
        story.oldCode("UPDATE customers SET name = 'Grace H' || %1$d WHERE id = %1$d - 90000");
        story.newCode("INSERT INTO customers (id, first_name, last_name) VALUES (%1$d, 'Anna Maria', 'Smith')");
        story.expands();
        assertThat(db.value(
                        "SELECT count(*) FROM customers WHERE name IS DISTINCT FROM first_name || ' ' || last_name"))
                .isEqualTo("0");
        db.sql("UPDATE customers SET email = 'other'");
        assertThat(db.value("SELECT count(*) FROM customers WHERE first_name = 'Anna Maria' AND last_name = 'Smith'"))
                .isEqualTo(String.valueOf(Story.WRITES));
        story.contracts();
        story.isUndone();
        assertThat(db.value("SELECT name FROM customers WHERE id = 17")).isEqualTo("Ada 17");
    }

    /** A set on the shop, with code that writes meanwhile. */
    private static final class Story {
        static final int WRITES = 120;

        private final TestDatabase db;
        private final Scaffold.File firstContract;
        private final List<Scaffold.File> files;
        private final List<Thread> oldCode = new ArrayList<>();
        private final List<String> newCode = new ArrayList<>();
        private final List<Throwable> broken = new ArrayList<>();
        private final String before;
        private volatile boolean over;

        Story(TestDatabase db, Kind kind, String... arguments) {
            this(db, kind, List.of(arguments), null, null);
        }

        Story(TestDatabase db, Kind kind, List<String> arguments, @Nullable String using, @Nullable String back) {
            this.db = db;
            db.migrations(SHOP);
            db.applyAttested();
            db.sql(ROWS);
            before = schema();
            LintSources folder = sources();
            Scaffold scaffold = Scaffold.of(
                    Catalogue.of(folder.scripts(), LintSettings.DEFAULT), new Request(kind, arguments, using, back));
            files = scaffold.files("bellows");
            firstContract = files.stream()
                    .filter(file -> file.phase() == Phase.CONTRACT)
                    .findFirst()
                    .orElseThrow();
            db.migrations(SHOP
                    + String.join(
                            "",
                            IntStream.range(0, files.size())
                                    .mapToObj(i -> "-- file: %s_x.sql\n%s-- file: %s_x.down.sql\n%s"
                                            .formatted(
                                                    version(i),
                                                    files.get(i).up(),
                                                    version(i),
                                                    files.get(i).down()))
                                    .toList()));
            theLinterPasses();
        }

        private static String version(int index) {
            return "00" + (10 + index);
        }

        private LintSources sources() {
            return LintSources.of(
                    List.of(LintPlace.whole(Location.of(db.folder().toString()))),
                    null,
                    Settings.DEFAULT,
                    ScaffoldsOnPostgresTest.class.getClassLoader());
        }

        private void theLinterPasses() {
            List<Finding> findings = new Linter(Rules.all(), LintSettings.DEFAULT)
                    .lint(sources().scripts()).findings().stream()
                            .filter(finding -> finding.severity() != Severity.NOTE)
                            .filter(finding -> !finding.script().contains("0001_shop"))
                            .toList();
            assertThat(findings.stream().map(FindingText::head)).isEmpty();
        }

        /** Starts now, and writes until the contract. */
        void oldCode(String sql) {
            Thread thread = new Thread(() -> {
                for (int i = 0; !over; i++) {
                    write(sql, 90001 + i + 20000 * oldCode.size());
                }
            });
            oldCode.add(thread);
            thread.start();
        }

        void newCode(String sql) {
            newCode.add(sql);
        }

        void expands() {
            db.bellows()
                    .to(version(files.indexOf(firstContract) - 1))
                    .attest("nothing old lives in a test")
                    .applyWithoutLease();
            newCodeWrites(1_000_000);
        }

        private void newCodeWrites(int from) {
            for (int i = 0; i < newCode.size(); i++) {
                for (int j = 0; j < WRITES; j++) {
                    write(newCode.get(i), from + 10_000 * i + j);
                }
            }
            assertThat(broken).isEmpty();
        }

        private void write(String sql, int number) {
            try {
                db.sql(sql.formatted(number));
            } catch (RuntimeException e) {
                synchronized (broken) {
                    broken.add(e);
                }
                over = true;
            }
        }

        void contracts() {
            endOldCode();
            db.applyAttested();
            newCodeWrites(2_000_000);
        }

        private void endOldCode() {
            over = true;
            for (Thread thread : oldCode) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            assertThat(broken).isEmpty();
        }

        long count(String condition) {
            return Long.parseLong(String.valueOf(db.value("SELECT count(*) FROM orders WHERE " + condition)));
        }

        void isUndone() {
            db.bellows().down(DownTarget.to("0001"), (plan, losses) -> true);
            assertThat(schema()).isEqualTo(before);
        }

        private String schema() {
            return String.valueOf(db.value("""
                    SELECT string_agg(line, E'\\n' ORDER BY line) FROM (
                        SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default) AS line
                            FROM information_schema.columns WHERE table_schema = 'public' AND table_name NOT LIKE 'bellows%'
                        UNION ALL SELECT indexdef FROM pg_indexes
                            WHERE schemaname = 'public' AND tablename NOT LIKE 'bellows%'
                        UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                            WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text NOT LIKE 'bellows%'
                                AND contype <> 'n'
                        UNION ALL SELECT tgname::text FROM pg_trigger WHERE tgname LIKE 'orders%' AND NOT tgisinternal
                        UNION ALL SELECT proname::text FROM pg_proc
                            WHERE pronamespace = 'public'::regnamespace AND proname NOT LIKE 'bellows%') lines"""));
        }
    }
}
