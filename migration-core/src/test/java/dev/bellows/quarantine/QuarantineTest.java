package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.Kept;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Restoration;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Given an applied schema with data, when a contract drops some of it, then it waits where the ledger says. */
class QuarantineTest {
    private static final String SHOP = """
            -- file: 0001_shop.sql
            CREATE TYPE size AS ENUM ('small', 'large');
            CREATE TABLE customers (id bigint PRIMARY KEY);
            CREATE TABLE orders (
                id bigserial PRIMARY KEY,
                customer bigint NOT NULL REFERENCES customers ON DELETE CASCADE,
                size size NOT NULL DEFAULT 'small',
                note text
            );
            CREATE INDEX orders_size ON orders (size);
            INSERT INTO customers VALUES (1), (2);
            INSERT INTO orders (customer, size, note) VALUES (1, 'small', 'a'), (2, 'large', NULL);
            """;

    @PostgresTest
    void aDroppedTableMovesToASchemaOfItsOwn(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_orders.sql
                -- bellows:phase contract
                DROP TABLE orders;
                """);

        db.applyAttested();

        assertThat(db.value("SELECT to_regclass('orders')")).isNull();
        String place =
                db.value("SELECT evidence::json #>> '{quarantined,0,place}' FROM bellows_ledger WHERE event = 'applied'"
                        + " AND version = '0002'");
        assertThat(db.query("SELECT id, note FROM " + place + " ORDER BY id"))
                .containsExactly(List.of("1", "a"), Arrays.asList("2", null));
        // The other table is as free as if it were gone.
        db.sql("DELETE FROM customers");
        assertThat(db.value("SELECT count(*) FROM " + place)).isEqualTo("2");
    }

    @PostgresTest
    void aDroppedColumnsValuesAreCopiedWithTheirKey(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_size.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN size;
                DROP TYPE size;
                """);

        db.applyAttested();

        assertThat(db.columns("orders")).containsExactly("id", "customer", "note");
        String place =
                db.value("SELECT evidence::json #>> '{quarantined,0,place}' FROM bellows_ledger WHERE event = 'applied'"
                        + " AND version = '0002'");
        assertThat(db.query("SELECT id, size FROM " + place + " ORDER BY id"))
                .containsExactly(List.of("1", "small"), List.of("2", "large"));
    }

    @PostgresTest
    void aColumnCanStayUnderAnotherName(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_size.sql
                -- bellows:phase contract
                -- bellows:quarantine rename
                ALTER TABLE orders DROP COLUMN size;
                """);

        db.applyAttested();

        assertThat(db.columns("orders")).doesNotContain("size");
        db.sql("INSERT INTO orders (customer) VALUES (1)");
    }

    @PostgresTest
    void aTableComesBackAsItWas(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_orders.sql
                -- bellows:phase contract
                DROP TABLE orders;
                """);
        db.applyAttested();

        List<Restoration> restored = db.bellows().restore("orders");

        assertThat(restored).extracting(Restoration::missing).containsExactly(List.of());
        assertThat(db.query("SELECT id, size FROM orders ORDER BY id"))
                .containsExactly(List.of("1", "small"), List.of("2", "large"));
        db.sql("DELETE FROM customers WHERE id = 1");
        assertThat(db.value("SELECT count(*) FROM orders")).isEqualTo("1");
        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bellows_q%'"))
                .isEqualTo("0");
    }

    @PostgresTest
    void aColumnComesBackWithItsValuesAndSaysWhatItCannotBring(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_size.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN size;
                """);
        db.applyAttested();
        db.sql("INSERT INTO orders (customer) VALUES (1)");

        assertThat(db.bellows().tryRestore("orders.size").get(0).missing())
                .hasSize(2)
                .contains("values of 1 row that was inserted since, or got another key")
                .anyMatch(phrase -> phrase.startsWith("NOT NULL"));
        assertThat(db.columns("orders")).doesNotContain("size");
        db.bellows().restore("0002");

        assertThat(db.query("SELECT id, size FROM orders WHERE id < 3 ORDER BY id"))
                .containsExactly(List.of("1", "small"), List.of("2", "large"));
        assertThat(db.value("SELECT indexdef FROM pg_indexes WHERE indexname = 'orders_size'"))
                .isNotNull();
    }

    @PostgresTest
    void whatWaitedForLongIsPurged(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN size;
                DROP TABLE orders;
                """);
        db.applyAttested();

        assertThat(db.bellows().purge(Duration.ofDays(30))).isEmpty();
        assertThat(db.bellows().quarantined())
                .extracting(Kept::object)
                .containsExactly("public.orders.size", "public.orders");
        assertThat(db.bellows().purge(Duration.ZERO)).hasSize(2);
        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.value("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bellows_q%'"))
                .isEqualTo("0");
    }

    /** The server's count of what a transaction changes in its catalogs tells whether to look; somebody may have turned it off. */
    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"on", "off"})
    void whatADoBlockWouldDropIsRefused(String counts, TestDatabase db) {
        db.sql("ALTER DATABASE " + db.name() + " SET track_counts = " + counts);
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                DO $$ BEGIN EXECUTE 'DROP TABLE orders'; END $$;
                """);

        assertThatThrownBy(db::applyAttested)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot-quarantine")
                .hasMessageContaining("public.orders would be lost");

        assertThat(db.value("SELECT count(*) FROM orders")).isEqualTo("2");
        assertThat(db.ledger()).endsWith("withdrawn 0002");
    }

    @PostgresTest
    void aRestoreThatCannotBeLeavesEverythingAsItWasAndSaysWhatToDo(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE orders DROP COLUMN size;
                ALTER TABLE orders DROP COLUMN note;
                DROP TYPE size;
                -- file: 0003_drop.sql
                -- bellows:phase contract
                DROP TABLE customers CASCADE;
                """);
        db.applyAttested();
        db.sql("CREATE TABLE customers (other text); ALTER TABLE orders ADD note int");
        Map<String, Set<String>> before = Picture.of(db);

        assertThatThrownBy(() -> db.bellows().restore("customers"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("relation \"customers\" already exists in schema \"public\"")
                .hasMessageContaining("nothing was changed; rename or drop first what has its name now");
        assertThatThrownBy(() -> db.bellows().restore("orders.note"))
                .hasMessageContaining("column \"note\" of relation \"orders\" already exists")
                .hasMessageContaining("nothing was changed; rename or drop first what has its name now")
                .hasMessageContaining("bellows_q_");

        assertThat(Picture.of(db)).isEqualTo(before);
        assertThat(db.bellows().quarantined()).hasSize(4);
        assertThat(db.bellows().restore("orders.size").get(0).missing()).isEmpty();
        assertThat(db.query("SELECT id, size FROM orders ORDER BY id"))
                .containsExactly(List.of("1", "small"), List.of("2", "large"));
    }

    /** Policies hide rows from an owner too where they are forced: those would be missing in the copy. */
    @PostgresTest
    void twoLedgersOfOneNameInTwoSchemasKeepTheirThingsApart(TestDatabase db) {
        db.sql("CREATE SCHEMA a; CREATE SCHEMA b");
        db.migrations("""
                -- file: 0001_notes.sql
                CREATE TABLE notes (id bigint PRIMARY KEY, body text);
                INSERT INTO notes VALUES (1, current_schema());
                """);
        db.bellows().schema("a").applyWithoutLease();
        db.bellows().schema("b").applyWithoutLease();
        db.migrations("""
                -- file: 0002_drop_notes.sql
                -- bellows:phase contract
                DROP TABLE notes;
                """);

        db.bellows().schema("a").attest("nobody reads it").applyWithoutLease();
        db.bellows().schema("b").attest("nobody reads it").applyWithoutLease();
        db.bellows().schema("b").restore("0002");

        assertThat(db.value("SELECT body FROM b.notes")).isEqualTo("b");
        assertThat(db.value("SELECT to_regclass('a.notes')")).isNull();
        assertThat(db.bellows().schema("a").quarantined()).hasSize(1);
    }

    @PostgresTest
    void rowsThatReferToNothingAnyMoreAreToldBeforeAndAfter(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_orders.sql
                -- bellows:phase contract
                DROP TABLE orders;
                """);
        db.applyAttested();
        db.sql("DELETE FROM customers WHERE id = 1");

        List<Restoration> would = db.bellows().tryRestore("orders");
        List<Restoration> restored = db.bellows().restore("orders");

        assertThat(would).isEqualTo(restored);
        assertThat(restored.get(0).missing())
                .contains(
                        "that all rows fit the foreign key orders_customer_fkey of public.orders: rows refer to others that"
                                + " are not there");
        assertThat(db.value("SELECT convalidated FROM pg_constraint WHERE conname = 'orders_customer_fkey'"))
                .isEqualTo("f");

        String look = "ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_fkey";
        assertThat(db.bellows().status().notices()).singleElement().asString().endsWith("next: " + look);
        db.sql("INSERT INTO customers VALUES (1)");
        db.sql(look);
        assertThat(db.bellows().status().notices()).isEmpty();
    }

    @PostgresTest
    void aColumnThatAStatementNamesTwiceAndOneWhoseDomainForbidsNullComeBack(TestDatabase db) {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE DOMAIN word AS text CHECK (VALUE <> '') NOT NULL;
                CREATE TABLE t (id bigint PRIMARY KEY, twice text, said word);
                INSERT INTO t VALUES (1, 'a', 'b');
                """);
        db.apply();
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP COLUMN twice, DROP COLUMN IF EXISTS twice, DROP COLUMN said;
                """);
        db.applyAttested();

        db.bellows().restore("0002");

        assertThat(db.query("SELECT id, twice, said FROM t")).containsExactly(List.of("1", "a", "b"));
        assertThat(db.value("SELECT format_type(atttypid, NULL) FROM pg_attribute WHERE attrelid = 't'::regclass AND"
                        + " attname = 'said'"))
                .isEqualTo("word");
    }

    @PostgresTest
    void rowsOfAnotherTableThatDoNotFitARestoredOneAreToldBefore(TestDatabase db) {
        db.migrations(SHOP);
        db.apply();
        db.migrations("""
                -- file: 0002_drop_customers.sql
                -- bellows:phase contract
                DROP TABLE customers CASCADE;
                """);
        db.applyAttested();
        db.sql("INSERT INTO orders (customer) VALUES (99)");

        assertThat(db.bellows().tryRestore("customers")).isEqualTo(db.bellows().restore("customers"));
        assertThat(db.value("SELECT convalidated FROM pg_constraint WHERE conname = 'orders_customer_fkey'"))
                .isEqualTo("f");
    }

    @PostgresTest
    void anOwnerWhoSeesOnlySomeRowsCopiesAndRestoresThemAll(TestDatabase db) {
        try (Roles roles = Roles.in(db)) {
            db.sql(roles.named("ALTER ROLE {owner} LOGIN PASSWORD 'p'; GRANT ALL ON SCHEMA public TO {owner};"
                    + " GRANT CREATE ON DATABASE " + db.name() + " TO {owner}"));
            PGSimpleDataSource owner = db.dataSource();
            owner.setUser(roles.named("{owner}"));
            owner.setPassword("p");
            Bellows bellows =
                    Bellows.on(owner).migrations(db.folder().toString()).attest("nothing old lives in a test");
            db.migrations("""
                    -- file: 0001_t.sql
                    CREATE TABLE t (id int PRIMARY KEY, c text);
                    INSERT INTO t VALUES (1, 'seen'), (2, 'hidden');
                    ALTER TABLE t ENABLE ROW LEVEL SECURITY;
                    ALTER TABLE t FORCE ROW LEVEL SECURITY;
                    CREATE POLICY p ON t USING (id = 1);
                    """);
            bellows.applyWithoutLease();
            db.migrations("""
                    -- file: 0002_drop.sql
                    -- bellows:phase contract
                    ALTER TABLE t DROP c;
                    """);
            bellows.applyWithoutLease();

            db.sql("INSERT INTO t VALUES (3); INSERT INTO t VALUES (4); DELETE FROM t WHERE id = 4");

            assertThat(bellows.restore("0002").get(0).missing())
                    .as("neither the hidden row as deleted, nor silence of the new one, which is hidden too")
                    .containsExactly("values of 1 row that was inserted since, or got another key");
            assertThat(db.query("SELECT id, c FROM t WHERE id < 3 ORDER BY id"))
                    .containsExactly(List.of("1", "seen"), List.of("2", "hidden"));
            assertThat(db.value("SELECT relforcerowsecurity FROM pg_class WHERE oid = 't'::regclass"))
                    .isEqualTo("t");
        }
    }
}
