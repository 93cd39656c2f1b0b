package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.Rule;
import dev.bellows.lint.Severity;
import dev.bellows.lint.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of DROP in its many forms, and when nothing is. */
class RemovingTest {
    private static final List<Rule> RULES = Rules.all().stream()
            .filter(rule -> rule.info().id().matches("drop-.*|truncate|operator-act|published-change"))
            .toList();

    private static Judgement shop() {
        return new Judgement(RULES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DROP TABLE order_items                                             | drop-table
            drop/**/table "order_items"                                        | drop-table
            DROP TABLE IF EXISTS public.order_items, events RESTRICT           | drop-table drop-table
            DROP TABLE elsewhere                                               | drop-table
            DROP FOREIGN TABLE elsewhere                                       | drop-table
            DROP TABLE events_2026                                             | drop-table
            DROP TABLE order_items CASCADE                                     | drop-table drop-cascade
            DROP TABLE customers                                               | drop-table published-change
            ALTER TABLE orders DROP note                                       | drop-column
            ALTER TABLE ONLY orders DROP COLUMN note, DROP "placed_at"         | drop-column drop-column
            ALTER TABLE IF EXISTS orders DROP COLUMN IF EXISTS note CASCADE    | drop-column drop-cascade
            ALTER TABLE orders DROP COLUMN IF EXISTS never_there               |
            ALTER TABLE elsewhere DROP COLUMN IF EXISTS something              | drop-column
            DROP SCHEMA archive                                                | drop-schema
            DROP SCHEMA IF EXISTS archive, other CASCADE                       | drop-schema drop-schema
            DROP OWNED BY shop_app CASCADE                                     | drop-schema
            DROP VIEW IF EXISTS brand_new; CREATE VIEW brand_new AS SELECT 1   |
            DROP FUNCTION IF EXISTS brand_new(); CREATE FUNCTION brand_new() RETURNS int LANGUAGE sql AS 'SELECT 1' |
            CREATE TABL oops (id int; DROP TABLE order_items; DROP VIEW x      | syntax-error drop-table drop-view
            CREATE VIEW v AS SELECT (';', 1 FROM orders; DROP TABLE order_items | syntax-error drop-table
            DROP OWNED BY shop_app                                             | drop-schema
            DROP VIEW open_orders                                              | drop-view
            DROP VIEW IF EXISTS public.open_orders CASCADE                     | drop-view drop-cascade
            DROP MATERIALIZED VIEW sales                                       | drop-view
            DROP TYPE order_state                                              | drop-type
            DROP DOMAIN IF EXISTS amount                                       | drop-type
            DROP FUNCTION discount                                             | drop-routine
            DROP FUNCTION IF EXISTS discount(numeric), touch()                 | drop-routine drop-routine
            DROP ROUTINE close_day()                                           | drop-routine
            DROP AGGREGATE best(integer)                                       | drop-routine
            DROP OPERATOR === (integer, integer)                               | drop-routine
            DROP OPERATOR CLASS fast USING btree                               | drop-routine
            DROP OPERATOR FAMILY fast USING btree                              | drop-routine
            DROP SEQUENCE invoice_number                                       | drop-sequence
            DROP TRIGGER orders_touch ON public.orders                         | drop-trigger
            DROP TRIGGER IF EXISTS orders_touch ON orders                      | drop-trigger
            DROP TRIGGER IF EXISTS never_there ON orders                       |
            DROP TRIGGER IF EXISTS something ON elsewhere                      | drop-trigger
            DROP RULE keep_items ON order_items                                | drop-trigger
            DROP EVENT TRIGGER watch                                           | drop-trigger
            DROP POLICY own_orders ON orders                                   | drop-policy
            DROP POLICY IF EXISTS never_there ON orders                        |
            DROP EXTENSION pg_trgm                                             | drop-extension
            DROP CAST IF EXISTS (order_state AS text)                          | drop-support
            DROP TRANSFORM FOR hstore LANGUAGE plpython3u                      | drop-support
            DROP COLLATION plain                                               | drop-support
            DROP CONVERSION plain                                              | drop-support
            DROP TEXT SEARCH DICTIONARY words                                  | drop-support
            DROP LANGUAGE plperl                                               | drop-support
            DROP ACCESS METHOD heap2                                           | drop-support
            DROP FOREIGN DATA WRAPPER files                                    | drop-support
            DROP SERVER IF EXISTS other                                        | drop-support
            DROP USER MAPPING FOR CURRENT_USER SERVER other                    | drop-support
            DROP STATISTICS orders_by_customer                                 |
            DROP PUBLICATION shop                                              | drop-publication
            DROP SUBSCRIPTION incoming                                         | drop-publication
            ALTER PUBLICATION shop DROP TABLE customers                        | drop-publication
            ALTER PUBLICATION shop SET TABLE customers                         | drop-publication
            ALTER PUBLICATION shop SET TABLE customers, products, orders       |
            ALTER PUBLICATION shop ADD TABLE orders                            |
            ALTER PUBLICATION shop SET (publish = 'insert')                    | drop-publication
            ALTER SUBSCRIPTION incoming DISABLE                                | drop-publication
            ALTER TABLE customers ALTER joined DROP DEFAULT                    | drop-default
            ALTER TABLE customers ALTER COLUMN joined SET DEFAULT NULL         | drop-default
            ALTER TABLE customers ALTER phone DROP DEFAULT                     |
            ALTER TABLE elsewhere ALTER something DROP DEFAULT                 | drop-default
            ALTER TABLE customers ALTER id DROP IDENTITY                       | drop-default
            ALTER TABLE customers ALTER phone DROP IDENTITY IF EXISTS          |
            ALTER TABLE order_items ALTER gross DROP EXPRESSION                | drop-default
            ALTER TABLE customers ALTER joined DROP DEFAULT, ALTER joined SET DEFAULT clock_timestamp() |
            ALTER TABLE orders ALTER state DROP DEFAULT; ALTER TABLE orders ALTER state SET DEFAULT 'paid' |
            ALTER DOMAIN amount DROP DEFAULT                                   | drop-default
            ALTER TABLE customers ALTER name DROP NOT NULL                     | drop-not-null
            ALTER TABLE customers ALTER phone DROP NOT NULL                    |
            ALTER TABLE elsewhere ALTER COLUMN something DROP NOT NULL         | drop-not-null
            ALTER TABLE customers DROP CONSTRAINT customers_name_not_null      | drop-not-null
            ALTER DOMAIN amount DROP NOT NULL                                  | drop-not-null
            ALTER DOMAIN amount DROP CONSTRAINT amount_check                   |
            ALTER TABLE customers DROP CONSTRAINT customers_pkey               | drop-key
            ALTER TABLE customers DROP CONSTRAINT "customers_email_key"        | drop-key
            ALTER TABLE customers DROP CONSTRAINT customers_pkey CASCADE       | drop-key drop-cascade
            DROP INDEX CONCURRENTLY products_sku                               | drop-key
            DROP INDEX products_sku                                            | drop-key drop-index
            DROP INDEX products_title                                          | drop-index
            DROP INDEX CONCURRENTLY products_title                             |
            DROP INDEX CONCURRENTLY products_title, orders_customer            | drop-index
            DROP INDEX IF EXISTS public.products_title, elsewhere              | drop-index drop-index
            DROP INDEX CONCURRENTLY IF EXISTS products_title                   |
            DROP INDEX customers_email_key                                     | drop-index
            DROP INDEX sales_customer                                          | drop-key drop-index
            ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey            | drop-foreign-key
            ALTER TABLE orders DROP CONSTRAINT unknown_name                    | drop-constraint
            ALTER TABLE orders DROP CONSTRAINT IF EXISTS unknown_name          |
            ALTER TABLE elsewhere DROP CONSTRAINT IF EXISTS something          | drop-constraint
            TRUNCATE order_items                                               | truncate
            TRUNCATE TABLE order_items, ONLY events RESTART IDENTITY           | truncate truncate
            TRUNCATE elsewhere                                                 | truncate
            DROP ROLE reporting                                                | operator-act
            DROP USER IF EXISTS reporting                                      | operator-act
            DROP GROUP reporting                                               | operator-act
            DROP DATABASE shop                                                 | operator-act
            CREATE DATABASE shop                                               | operator-act
            ALTER DATABASE shop SET TABLESPACE fast                            | operator-act
            ALTER DATABASE shop RENAME TO store                                | operator-act
            ALTER DATABASE shop OWNER TO boss                                  | operator-act
            CREATE TABLESPACE fast LOCATION '/fast'                            | operator-act
            DROP TABLESPACE fast                                               | operator-act
            ALTER TABLESPACE fast SET (seq_page_cost = 1)                      | operator-act
            ALTER TABLESPACE fast RENAME TO slow                               | operator-act
            ALTER SYSTEM SET work_mem = '64MB'                                 | operator-act
            DO $$ BEGIN DROP TABLE order_items; END $$                         | drop-table
            DO $$ BEGIN EXECUTE 'DROP VIEW open_orders'; END $$                | drop-view
            -- DROP TABLE orders                                               |
            SELECT 'DROP TABLE orders', "DROP TABLE orders" FROM orders        |
            COMMENT ON TABLE orders IS 'DROP TABLE orders'                     |
            """)
    void each_form_is_judged_on_its_own(String sql, String expected) {
        assertThat(shop().rules(sql)).as(sql).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 1 NOT NULL, CONSTRAINT k UNIQUE (a)) | DROP TABLE t CASCADE
            CREATE TABLE t (id int, a int)                               | ALTER TABLE t DROP a CASCADE
            ALTER TABLE orders ADD COLUMN a int DEFAULT 1                | ALTER TABLE orders ALTER a DROP DEFAULT
            ALTER TABLE orders ADD COLUMN a int NOT NULL DEFAULT 1       | ALTER TABLE orders ALTER a DROP NOT NULL
            ALTER TABLE orders ADD COLUMN a int                          | ALTER TABLE orders DROP COLUMN a
            CREATE TABLE t (id int PRIMARY KEY)                          | ALTER TABLE t DROP CONSTRAINT t_pkey
            ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES customers | ALTER TABLE orders DROP CONSTRAINT f
            CREATE UNIQUE INDEX i ON orders (note)                       | DROP INDEX i
            CREATE TABLE t (id int)                                      | TRUNCATE t
            CREATE SCHEMA s CREATE TABLE t (id int)                      | DROP SCHEMA s CASCADE
            CREATE VIEW v AS SELECT 1                                    | DROP VIEW v
            CREATE TYPE y AS ENUM ('a')                                  | DROP TYPE y
            CREATE DOMAIN y AS int DEFAULT 1                             | ALTER DOMAIN y DROP DEFAULT
            CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'| DROP FUNCTION f(int)
            CREATE SEQUENCE q                                            | DROP SEQUENCE q
            CREATE TRIGGER g BEFORE UPDATE ON orders EXECUTE FUNCTION touch() | DROP TRIGGER g ON orders
            CREATE POLICY p ON orders                                    | DROP POLICY p ON orders
            CREATE EXTENSION pg_trgm                                     | DROP EXTENSION pg_trgm
            CREATE PUBLICATION b FOR TABLE orders                        | DROP PUBLICATION b
            CREATE ROLE r                                                | DROP ROLE r
            """)
    void nobody_misses_what_nobody_has_released(String making, String dropping) {
        assertThat(shop().rules(making + ";\n" + dropping))
                .as("in one migration")
                .isEmpty();
        assertThat(shop().afterUnreleased(making).rules(dropping))
                .as("unreleased")
                .isEmpty();
        assertThat(shop().after(making).rules(dropping)).as("released").isNotEmpty();
    }

    @Test
    void the_function_of_a_trigger_that_is_gone_is_called_by_nobody() {
        assertThat(shop().rules("DROP TRIGGER orders_touch ON orders; DROP FUNCTION touch()"))
                .isEqualTo("drop-trigger");
    }

    @Test
    void a_temporary_table_is_nobody_elses() {
        assertThat(shop().rules("CREATE TEMP TABLE orders (id int); TRUNCATE orders; DROP TABLE orders"))
                .isEmpty();
    }

    @Test
    void a_check_that_the_folder_knows_may_go_at_any_time() {
        Judgement checked = shop().after("ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0)");

        assertThat(checked.rules("ALTER TABLE orders DROP CONSTRAINT c")).isEmpty();
    }

    @Test
    void cascade_names_what_goes_along() {
        assertThat(messages("ALTER TABLE orders DROP COLUMN total CASCADE", "drop-cascade"))
                .contains("view open_orders", "materialized view sales");
        assertThat(messages("DROP DOMAIN amount CASCADE", "drop-cascade")).contains("column products.price");
        assertThat(messages("DROP TYPE order_state CASCADE", "drop-cascade")).contains("column orders.state");
        assertThat(messages("DROP FUNCTION touch CASCADE", "drop-cascade")).contains("trigger orders_touch on orders");
        assertThat(messages("ALTER TABLE customers DROP CONSTRAINT customers_pkey CASCADE", "drop-cascade"))
                .contains("constraint orders_customer_fkey on orders");
        assertThat(messages("ALTER TABLE order_items DROP quantity CASCADE", "drop-cascade"))
                .contains("column order_items.gross");
        assertThat(messages("DROP TABLE customers CASCADE", "drop-cascade")).contains("orders_customer_fkey");
    }

    @Test
    void cascade_over_what_nothing_known_depends_on_is_advice() {
        assertThat(shop().of("DROP TABLE order_items CASCADE").get(1))
                .returns(Severity.WARNING, Finding::severity)
                .returns(Set.of(Verdict.ADVICE), Finding::verdicts);
    }

    @Test
    void what_the_folder_never_follows_is_not_said_to_be_missing_from_it() {
        assertThat(shop().after("CREATE COLLATION plain FROM \"C\"").of("DROP COLLATION plain"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.assumed()).isNull());
    }

    @Test
    void truncate_names_the_tables_that_point_there() {
        assertThat(messages("TRUNCATE customers CASCADE", "truncate")).contains("those of orders by CASCADE");
        assertThat(shop().rules("CREATE TABLE t (id int PRIMARY KEY); TRUNCATE t CASCADE"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id, customer_id, total, note FROM orders | WARNING
            DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id, customer_id FROM orders              | ERROR
            DROP TABLE IF EXISTS brand_new; CREATE TABLE brand_new (id int)                                   | WARNING
            DROP TABLE IF EXISTS order_items; CREATE TABLE order_items (id int)                               | ERROR
            DROP POLICY own_orders ON orders; CREATE POLICY own_orders ON orders USING (true)                 | WARNING
            DROP FUNCTION discount(numeric); CREATE FUNCTION discount(numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1'  | WARNING
            DROP FUNCTION discount(numeric); CREATE FUNCTION discount(numeric) RETURNS text LANGUAGE sql AS 'SELECT 1'     | ERROR
            DROP FUNCTION discount(numeric); CREATE FUNCTION discount(int) RETURNS numeric LANGUAGE sql AS 'SELECT 1'      | ERROR
            DROP MATERIALIZED VIEW sales; CREATE MATERIALIZED VIEW sales AS SELECT customer_id, 1 AS total FROM orders     | ERROR
            """)
    void what_is_made_again_in_the_same_migration_counts_less(String sql, Severity severity) {
        assertThat(shop().of(sql)).as(sql).hasSize(1).first().returns(severity, Finding::severity);
    }

    @Test
    void what_is_made_again_outside_a_transaction_is_missing_for_a_while() {
        assertThat(shop().of("""
                -- bellows:transaction off
                DROP VIEW open_orders;
                CREATE VIEW open_orders AS SELECT id, customer_id, total FROM orders;
                """).get(0).severity()).isEqualTo(Severity.ERROR);
    }

    @Test
    void a_trigger_or_foreign_key_that_is_exchanged_is_judged_where_it_is_made() {
        assertThat(shop().rules("""
                        DROP TRIGGER orders_touch ON orders;
                        CREATE TRIGGER orders_touch BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION touch();
                        ALTER TABLE orders DROP CONSTRAINT orders_customer_fkey,
                            ADD CONSTRAINT orders_customer_fkey FOREIGN KEY (customer_id) REFERENCES customers ON DELETE CASCADE;
                        """)).isEmpty();
    }

    @Test
    void a_unique_index_that_another_one_stands_in_for_is_no_key_lost() {
        assertThat(shop().after("CREATE UNIQUE INDEX again ON products (sku)")
                        .rules("DROP INDEX CONCURRENTLY products_sku"))
                .isEmpty();
        assertThat(shop().after("CREATE UNIQUE INDEX again ON products (sku) WHERE weight > 1")
                        .rules("DROP INDEX CONCURRENTLY products_sku"))
                .isEqualTo("drop-key");
    }

    @Test
    void what_the_folder_did_not_make_is_said_to_be_taken_for_granted() {
        assertThat(shop().of("DROP SEQUENCE elsewhere").get(0).assumed()).contains("elsewhere");
        assertThat(shop().of("DROP SEQUENCE invoice_number").get(0).assumed()).isNull();
        assertThat(shop().of("ALTER TABLE orders DROP CONSTRAINT unknown_name")
                        .get(0)
                        .assumed())
                .contains("unknown_name");
    }

    @Test
    void what_a_rule_judges_is_not_called_unknown_as_well() {
        assertThat(new Judgement(Rules.all()).rules("ALTER SYSTEM RESET work_mem"))
                .isEqualTo("operator-act");
    }

    @Test
    void a_tag_makes_contracts_notes_and_leaves_the_rest() {
        assertThat(
                        shop().of(
                                        "-- bellows:phase contract\nDROP VIEW open_orders;\nDROP TABLE order_items;\nTRUNCATE orders;"))
                .extracting(Finding::severity)
                .containsExactly(Severity.NOTE, Severity.NOTE, Severity.ERROR);
    }

    private static String messages(String sql, String rule) {
        return String.join(
                "\n",
                shop().of(sql).stream()
                        .filter(finding -> finding.rule().equals(rule))
                        .map(Finding::message)
                        .toList());
    }
}
