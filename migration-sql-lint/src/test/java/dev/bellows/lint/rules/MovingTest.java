package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.Rule;
import dev.bellows.lint.Severity;
import dev.bellows.lint.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of RENAME, SET SCHEMA, OWNER TO and REVOKE in their many forms, and when nothing is. */
class MovingTest {
    private static final List<Rule> RULES = Rules.all().stream()
            .filter(rule ->
                    rule.info().id().matches("rename-.*|set-schema|change-owner|revoke|published-change|operator-act"))
            .toList();

    private static Judgement shop() {
        return new Judgement(RULES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ALTER TABLE orders RENAME TO purchases                             | rename-table
            ALTER TABLE IF EXISTS ONLY public."orders" RENAME TO purchases     | rename-table
            ALTER TABLE elsewhere RENAME TO purchases                          | rename-table
            ALTER TABLE customers RENAME TO clients                            | rename-table published-change
            ALTER TABLE open_orders RENAME TO pending                          | rename-table
            ALTER TABLE orders_customer RENAME TO by_customer                  |
            ALTER FOREIGN TABLE elsewhere RENAME TO other                      | rename-table
            ALTER VIEW open_orders RENAME TO pending                           | rename-table
            ALTER MATERIALIZED VIEW sales RENAME TO sold                       | rename-table
            ALTER SEQUENCE IF EXISTS invoice_number RENAME TO numbers          | rename-table
            ALTER INDEX orders_customer RENAME TO by_customer                  |
            ALTER INDEX IF EXISTS elsewhere RENAME TO other                    |
            ALTER INDEX products_sku RENAME TO sku                             |
            ALTER INDEX orders_pkey RENAME TO pk                               | rename-constraint
            ALTER TABLE customers_email_key RENAME TO k                        | rename-constraint
            ALTER TABLE customers RENAME CONSTRAINT customers_email_key TO k   | rename-constraint
            ALTER TABLE orders RENAME CONSTRAINT orders_customer_fkey TO k     | rename-constraint
            ALTER TABLE orders RENAME CONSTRAINT unknown_name TO k             | rename-constraint
            ALTER DOMAIN amount RENAME CONSTRAINT amount_check TO positive     | rename-constraint
            ALTER TABLE orders RENAME note TO remark                           | rename-column
            ALTER TABLE orders RENAME COLUMN "note" TO "Remark"                | rename-column
            ALTER TABLE IF EXISTS elsewhere RENAME COLUMN a TO b               | rename-column
            ALTER TABLE products RENAME title TO label                         | rename-column published-change
            ALTER VIEW open_orders RENAME COLUMN total TO amount               | rename-column
            ALTER MATERIALIZED VIEW sales RENAME total TO amount               | rename-column
            ALTER TYPE order_state RENAME TO state                             | rename-type
            ALTER DOMAIN amount RENAME TO money_amount                         | rename-type
            ALTER TYPE address RENAME ATTRIBUTE city TO town CASCADE           | rename-type
            ALTER TYPE order_state RENAME VALUE 'paid' TO 'settled'            | rename-type
            ALTER FUNCTION discount(numeric) RENAME TO reduced                 | rename-routine
            ALTER PROCEDURE close_day RENAME TO end_day                        | rename-routine
            ALTER ROUTINE close_day() RENAME TO end_day                        | rename-routine
            ALTER AGGREGATE best(integer) RENAME TO worst                      | rename-routine
            ALTER SCHEMA archive RENAME TO attic                               | rename-schema
            ALTER ROLE app RENAME TO other                                     | rename-role
            ALTER USER app RENAME TO other                                     | rename-role
            ALTER PUBLICATION shop RENAME TO other                             | rename-support
            ALTER COLLATION plain RENAME TO other                              | rename-support
            ALTER TEXT SEARCH CONFIGURATION shop_search RENAME TO other        | rename-support
            ALTER SERVER other RENAME TO another                               | rename-support
            ALTER TRIGGER orders_touch ON orders RENAME TO other               |
            ALTER POLICY own_orders ON orders RENAME TO other                  |
            ALTER RULE keep_items ON order_items RENAME TO other               |
            ALTER STATISTICS figures RENAME TO other                              |
            ALTER EVENT TRIGGER watch RENAME TO other                          |
            ALTER TABLE orders SET SCHEMA archive                              | set-schema
            ALTER TABLE customers SET SCHEMA archive                           | set-schema published-change
            ALTER VIEW open_orders SET SCHEMA archive                          | set-schema
            ALTER SEQUENCE invoice_number SET SCHEMA archive                   | set-schema
            ALTER FUNCTION discount(numeric) SET SCHEMA archive                | set-schema
            ALTER TYPE order_state SET SCHEMA archive                          | set-schema
            ALTER EXTENSION hstore SET SCHEMA archive                          | set-schema
            ALTER STATISTICS figures SET SCHEMA archive                           |
            ALTER TABLE orders OWNER TO boss                                   | change-owner
            ALTER TABLE orders SET (fillfactor = 70), OWNER TO boss            | change-owner
            ALTER SEQUENCE invoice_number OWNER TO boss                        | change-owner
            ALTER VIEW open_orders OWNER TO boss                               | change-owner
            ALTER FUNCTION discount(numeric) OWNER TO boss                     | change-owner
            ALTER SCHEMA archive OWNER TO boss                                 | change-owner
            ALTER TYPE order_state OWNER TO boss                               | change-owner
            ALTER DATABASE shop OWNER TO boss                                  | operator-act
            REASSIGN OWNED BY app TO boss                                      | change-owner
            REVOKE SELECT ON orders FROM app                                   | revoke
            REVOKE ALL PRIVILEGES ON TABLE orders FROM PUBLIC CASCADE          | revoke
            REVOKE UPDATE (note) ON orders FROM app                            | revoke
            REVOKE ALL ON ALL TABLES IN SCHEMA public FROM app                 | revoke
            REVOKE USAGE ON SCHEMA public FROM PUBLIC                          | revoke
            REVOKE EXECUTE ON FUNCTION discount(numeric) FROM PUBLIC           | revoke
            REVOKE staff FROM app                                              | revoke
            ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC   | revoke
            GRANT SELECT ON orders TO app                                      |
            GRANT staff TO app                                                 |
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO app             |
            DROP TABLE products                                                | published-change
            ALTER TABLE products DROP weight                                   | published-change
            ALTER TABLE orders DROP note                                       |
            DO $$ BEGIN ALTER TABLE orders RENAME TO purchases; END $$         | rename-table
            -- ALTER TABLE orders RENAME TO purchases                          |
            SELECT 'ALTER TABLE orders RENAME TO purchases'                    |
            """)
    void each_form_is_judged_on_its_own(String sql, String expected) {
        assertThat(shop().rules(sql)).as(sql).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE TABLE t (id int)                        | ALTER TABLE t RENAME TO u
            CREATE TABLE t (id int)                        | ALTER TABLE t RENAME id TO nr
            CREATE TABLE t (id int PRIMARY KEY)            | ALTER TABLE t RENAME CONSTRAINT t_pkey TO p
            CREATE TABLE t (id int PRIMARY KEY)            | ALTER INDEX t_pkey RENAME TO p
            CREATE TABLE t (id int)                        | ALTER TABLE t SET SCHEMA archive
            CREATE TABLE t (id int)                        | ALTER TABLE t OWNER TO boss
            CREATE TABLE t (id int)                        | REVOKE ALL ON t FROM PUBLIC
            ALTER TABLE orders ADD COLUMN a int            | ALTER TABLE orders RENAME a TO b
            ALTER TABLE orders ADD CONSTRAINT c CHECK (true) | ALTER TABLE orders RENAME CONSTRAINT c TO d
            CREATE TYPE y AS ENUM ('a')                    | ALTER TYPE y RENAME VALUE 'a' TO 'b'
            CREATE TYPE y AS (a int)                       | ALTER TYPE y RENAME ATTRIBUTE a TO b
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1' | REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1' | ALTER FUNCTION f() OWNER TO boss
            CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1' | ALTER FUNCTION f() RENAME TO g
            CREATE SCHEMA s                                | REVOKE ALL ON SCHEMA s FROM PUBLIC
            CREATE SCHEMA s                                | ALTER SCHEMA s OWNER TO boss
            GRANT ALL ON orders TO app                     | REVOKE DELETE ON orders FROM app
            GRANT SELECT, DELETE ON orders TO app          | REVOKE DELETE ON orders FROM app
            CREATE ROLE r                                  | REVOKE ALL ON orders FROM r
            CREATE PUBLICATION b FOR TABLE orders          | ALTER PUBLICATION b RENAME TO c
            """)
    void nobody_misses_what_nobody_has_released(String making, String moving) {
        assertThat(shop().rules(making + ";\n" + moving)).as("in one migration").isEmpty();
        assertThat(shop().afterUnreleased(making).rules(moving))
                .as("unreleased")
                .isEmpty();
        assertThat(shop().after(making).rules(moving)).as("released").isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE PUBLICATION p FOR TABLE orders             | ALTER TABLE orders DROP COLUMN note
            CREATE PUBLICATION p FOR ALL TABLES               | ALTER TABLE orders DROP COLUMN note
            CREATE PUBLICATION p FOR TABLES IN SCHEMA public  | ALTER TABLE orders DROP COLUMN note
            CREATE PUBLICATION p FOR TABLE events             | ALTER TABLE events_2026 RENAME TO e
            ALTER PUBLICATION shop ADD TABLE orders           | ALTER TABLE orders RENAME note TO remark
            ALTER TABLE customers RENAME TO clients           | ALTER TABLE clients DROP COLUMN phone
            """)
    void subscribers_of_whatever_sends_a_table_are_told_of(String making, String change) {
        assertThat(shop().after(making).rules(change)).contains("published-change");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DROP PUBLICATION shop                             | ALTER TABLE products DROP COLUMN weight
            ALTER PUBLICATION shop DROP TABLE products        | ALTER TABLE products DROP COLUMN weight
            ALTER PUBLICATION shop SET TABLE customers        | ALTER TABLE products DROP COLUMN weight
            """)
    void nobody_subscribes_to_what_is_no_longer_sent(String making, String change) {
        assertThat(shop().after(making).rules(change)).isEmpty();
    }

    @Test
    void a_table_that_becomes_a_view_of_the_old_name_counts_less() {
        String rename = "ALTER TABLE orders RENAME TO purchases;\n";

        assertThat(shop().of(rename + "CREATE VIEW orders AS SELECT * FROM purchases;"))
                .singleElement()
                .returns(Severity.WARNING, Finding::severity);
        assertThat(shop().of(rename + "CREATE VIEW others AS SELECT * FROM purchases;"))
                .singleElement()
                .returns(Severity.ERROR, Finding::severity);
    }

    @Test
    void the_way_of_a_column_is_written_with_its_names_and_type() {
        List<Way.Step> steps = shop().of("ALTER TABLE public.orders RENAME total TO amount")
                .get(0)
                .way()
                .steps();

        assertThat(steps.get(0).sql())
                .startsWith("ALTER TABLE public.orders ADD COLUMN amount numeric(10, 2);")
                .contains("NEW.amount := NEW.total")
                .contains("BEFORE INSERT OR UPDATE ON public.orders");
        assertThat(steps.get(3).sql()).contains("ALTER TABLE public.orders DROP COLUMN total;");
    }

    @Test
    void a_materialized_view_is_not_replaced_by_a_view() {
        assertThat(shop().of("ALTER MATERIALIZED VIEW sales RENAME COLUMN customer_id TO customer"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.way().steps())
                        .extracting(Way.Step::sql)
                        .noneMatch(sql -> sql.contains("REPLACE VIEW")));
    }

    @Test
    void the_way_of_a_table_keeps_its_schema() {
        Way way = shop().of("ALTER TABLE public.orders RENAME TO purchases")
                .get(0)
                .way();

        assertThat(way.steps().get(0).sql()).isEqualTo("CREATE VIEW public.purchases AS SELECT * FROM public.orders;");
        assertThat(way.steps().get(2).sql())
                .isEqualTo("DROP VIEW public.purchases;\nALTER TABLE public.orders RENAME TO purchases;");
    }
}
