package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the rules about adding and running find on the shop of the examples, in many ways of writing. Each line is what is
 * found, a bar, and a migration; {@code =>} ends one that is released, {@code ~>} one that is not; a pilcrow ends a line. One that begins with 16
 * is for that release.
 */
class AddingAndRunningTest {
    private static final Set<String> OURS = Set.of("""
            index-not-concurrent concurrent-index-on-partitioned concurrently-not-alone concurrent-if-not-exists
            add-column-rewrite enum-value-used replace-view replace-routine attach-partition create-partition detach-partition
            rebuild held-lock change-inheritance foreign-data change-without-where backfill-with-ddl lock-table
            disable-triggers replication-role dynamic-sql transaction-control syntax-error unknown-statement directive
            """.split("\\s+"));

    private static final String OLDER = "16:";

    private static final String INDEXES = """
            index-not-concurrent | CREATE UNIQUE INDEX ON "orders" (placed_at)
            index-not-concurrent | CREATE INDEX IF NOT EXISTS x ON public.orders USING btree (placed_at) WHERE note IS NULL
            index-not-concurrent | DO $$ BEGIN CREATE INDEX ON orders (note); END $$
            index-not-concurrent | DO $$ BEGIN EXECUTE 'CREATE INDEX ON orders (note)'; END $$
            index-not-concurrent | CREATE INDEX x ON elsewhere (a)
            index-not-concurrent | CREATE TABLE made (a int) => CREATE INDEX x ON made (a)
            | CREATE TABLE made (a int) ~> CREATE INDEX x ON made (a)
            | CREATE TABLE made (a int); CREATE INDEX x ON made (a)
            | CREATE TABLE made AS SELECT 1 AS a; CREATE INDEX x ON made (a)
            | CREATE TEMP TABLE orders (a int); CREATE INDEX x ON orders (a)
            | CREATE INDEX sales_total ON sales (total)
            | CREATE INDEX x ON ONLY events (kind)
            | SELECT 'CREATE INDEX x ON orders (note)' -- CREATE INDEX x ON orders (note)
            concurrent-index-on-partitioned | CREATE INDEX CONCURRENTLY ON ONLY events (kind)
            | CREATE INDEX CONCURRENTLY ON events_2026 (kind)
            | REINDEX TABLE CONCURRENTLY events
            concurrently-not-alone | CREATE INDEX CONCURRENTLY x ON orders (note); INSERT INTO rooms VALUES (1)
            concurrently-not-alone | DROP INDEX CONCURRENTLY orders_customer; ALTER TABLE orders ADD COLUMN c text
            concurrently-not-alone | VACUUM orders; COMMENT ON TABLE orders IS 'x'
            | CREATE INDEX CONCURRENTLY x ON orders (note); CREATE INDEX CONCURRENTLY y ON orders (total)
            | SET lock_timeout = '2s'; CREATE INDEX CONCURRENTLY x ON orders (note); RESET lock_timeout
            concurrently-not-alone | DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY x ON orders (note)'; END $$
            concurrently-not-alone | -- bellows:transaction on¶DROP INDEX CONCURRENTLY orders_customer
            concurrent-if-not-exists | CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS x ON orders (note)
            """;

    private static final String COLUMNS = """
            | ALTER TABLE orders ADD c int
            | ALTER TABLE orders ADD c int DEFAULT 3 NOT NULL, ADD d timestamptz DEFAULT now(), ADD e text DEFAULT NULL
            | ALTER TABLE orders ADD c date DEFAULT (CURRENT_DATE - 7)
            | ALTER TABLE orders ADD c text[] DEFAULT '{}'::text[]
            | ALTER TABLE orders ADD c jsonb DEFAULT jsonb_build_object('a', 1)
            | ALTER TABLE orders ADD c numeric GENERATED ALWAYS AS (total * 2) VIRTUAL
            add-column-rewrite | ALTER TABLE orders ADD c numeric GENERATED ALWAYS AS (total * 2) STORED
            add-column-rewrite | ALTER TABLE ONLY public."orders" ADD COLUMN IF NOT EXISTS c timestamptz DEFAULT clock_timestamp()
            add-column-rewrite | ALTER TABLE IF EXISTS elsewhere ADD c float DEFAULT random() * 10
            add-column-rewrite | ALTER TABLE orders ADD c bigint DEFAULT nextval('invoice_number')
            add-column-rewrite | ALTER TABLE orders ADD c int DEFAULT my_own()
            add-column-rewrite, add-column-rewrite | ALTER TABLE orders ADD c smallserial, ADD d text, ADD e amount
            add-column-rewrite | DO $$ BEGIN IF true THEN ALTER TABLE orders ADD c bigserial; END IF; END $$
            | CREATE TABLE made (a int); ALTER TABLE made ADD c bigserial
            | CREATE TABLE made (a int) ~> ALTER TABLE made ADD c bigserial
            enum-value-used | ALTER TYPE order_state ADD VALUE 'x'; ALTER TABLE orders ALTER state SET DEFAULT 'x'
            enum-value-used | ALTER TYPE order_state ADD VALUE 'x'; CREATE TABLE m (s order_state DEFAULT 'x')
            rebuild | CREATE MATERIALIZED VIEW m AS SELECT id FROM orders => REFRESH MATERIALIZED VIEW CONCURRENTLY m
            | CREATE MATERIALIZED VIEW m AS SELECT id FROM orders; CREATE UNIQUE INDEX ON m (id) => REFRESH MATERIALIZED VIEW CONCURRENTLY m
            | REFRESH MATERIALIZED VIEW CONCURRENTLY elsewhere
            enum-value-used | ALTER TYPE public.order_state ADD VALUE IF NOT EXISTS 'x' BEFORE 'paid'; SELECT 'x'::order_state
            enum-value-used | DO $$ BEGIN ALTER TYPE order_state ADD VALUE 'x'; INSERT INTO elsewhere VALUES ('x'); END $$
            | ALTER TYPE order_state ADD VALUE 'x'; INSERT INTO rooms (id, name) VALUES (1, 'x')
            | ALTER TYPE order_state ADD VALUE 'x'; UPDATE orders SET state = 'paid' WHERE id = 1
            | ALTER TYPE order_state ADD VALUE 'x'; COMMENT ON TYPE order_state IS 'x'
            | -- bellows:transaction off¶ALTER TYPE order_state ADD VALUE 'x'; UPDATE orders SET state = 'x' WHERE id = 1
            | ALTER TYPE order_state ADD VALUE 'x' => UPDATE orders SET state = 'x' WHERE id = 1
            | CREATE TYPE m AS ENUM ('a'); ALTER TYPE m ADD VALUE 'x'; CREATE TABLE t (m m DEFAULT 'x')
            enum-value-used | 16: CREATE TYPE m AS ENUM ('a'); ALTER TYPE m ADD VALUE 'x'; CREATE TABLE t (m m DEFAULT 'x')
            | ALTER TYPE order_state ADD VALUE 'x'; ALTER TYPE order_state ADD VALUE 'y' AFTER 'x'
            """;

    private static final String REPLACED = """
            replace-view | CREATE OR REPLACE VIEW open_orders AS SELECT id, total, customer_id FROM orders
            replace-view | CREATE OR REPLACE VIEW public.open_orders (id, customer, total) AS SELECT id, customer_id, total FROM orders
            replace-view | CREATE OR REPLACE VIEW open_orders AS SELECT id, customer_id FROM orders
            | CREATE OR REPLACE VIEW open_orders AS SELECT o.id, customer_id, total + 1 AS total FROM orders o
            | CREATE OR REPLACE VIEW open_orders AS SELECT * FROM elsewhere
            | CREATE OR REPLACE VIEW unknown_view AS SELECT 1 AS one
            | CREATE VIEW v AS SELECT * FROM rooms => CREATE OR REPLACE VIEW v AS SELECT *, 1 AS one FROM rooms
            replace-routine | CREATE OR REPLACE FUNCTION discount(total numeric) RETURNS numeric[] LANGUAGE sql AS 'SELECT NULL'
            replace-routine | CREATE OR REPLACE FUNCTION discount(t numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1'
            replace-routine | CREATE OR REPLACE FUNCTION close_day() RETURNS void LANGUAGE sql AS 'SELECT 1'
            replace-routine | CREATE FUNCTION f(a int DEFAULT 1) RETURNS int LANGUAGE sql AS '' => CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql AS ''
            replace-routine | CREATE FUNCTION f() RETURNS TABLE (a int) LANGUAGE sql AS '' => CREATE OR REPLACE FUNCTION f() RETURNS TABLE (a int, b int) LANGUAGE sql AS ''
            | CREATE OR REPLACE FUNCTION public.discount(total numeric(10, 2)) RETURNS numeric LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'
            | CREATE OR REPLACE FUNCTION discount(total integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'
            | CREATE OR REPLACE FUNCTION discount(total numeric DEFAULT 1) RETURNS numeric LANGUAGE sql AS 'SELECT 1'
            | CREATE OR REPLACE FUNCTION unknown_one() RETURNS text LANGUAGE sql AS 'SELECT 1'
            | CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'
            """;

    private static final String PARTITIONS = """
            attach-partition | ALTER TABLE events ATTACH PARTITION events_2027 FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')
            attach-partition | ALTER TABLE elsewhere ATTACH PARTITION part FOR VALUES IN (1)
            attach-partition | CREATE TABLE fresh (LIKE events); ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2028-01-01') TO (MAXVALUE)
            | ALTER TABLE events DETACH PARTITION events_rest => CREATE TABLE fresh (LIKE events); ALTER TABLE events ATTACH PARTITION fresh FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')
            | CREATE TABLE kinds (k text NOT NULL) PARTITION BY LIST (k); CREATE TABLE a (k text NOT NULL CHECK (k = 'a')) => ALTER TABLE kinds ATTACH PARTITION a FOR VALUES IN ('a')
            attach-partition | CREATE TABLE kinds (k text) PARTITION BY LIST (k); CREATE TABLE a (k text CHECK (k = 'a')) => ALTER TABLE kinds ATTACH PARTITION a FOR VALUES IN ('a')
            attach-partition | CREATE TABLE kinds (k text NOT NULL) PARTITION BY LIST (k); CREATE TABLE a (k text NOT NULL CHECK (k = 'b')) => ALTER TABLE kinds ATTACH PARTITION a FOR VALUES IN ('a')
            create-partition | CREATE TABLE e PARTITION OF public.events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')
            create-partition | CREATE TABLE e PARTITION OF elsewhere DEFAULT
            | CREATE TABLE whole (a int) PARTITION BY HASH (a); CREATE TABLE e PARTITION OF whole FOR VALUES WITH (MODULUS 2, REMAINDER 0)
            detach-partition | ALTER TABLE events DETACH PARTITION events_2026
            detach-partition | ALTER TABLE events DETACH PARTITION events_2026 CONCURRENTLY
            | ALTER TABLE events DETACH PARTITION events_2026 FINALIZE
            | CREATE TABLE whole (a int) PARTITION BY LIST (a); CREATE TABLE e PARTITION OF whole DEFAULT; ALTER TABLE whole DETACH PARTITION e
            change-inheritance | ALTER TABLE orders INHERIT elsewhere
            change-inheritance | ALTER TABLE orders NO INHERIT elsewhere
            change-inheritance | ALTER TABLE orders OF address
            | ALTER TABLE orders NOT OF
            foreign-data | ALTER FOREIGN TABLE rates ALTER COLUMN rate OPTIONS (ADD name 'r')
            foreign-data | ALTER USER MAPPING FOR CURRENT_USER SERVER bank OPTIONS (SET password 'x')
            unknown-statement | IMPORT FOREIGN SCHEMA public FROM SERVER bank INTO archive
            | CREATE FOREIGN TABLE f (a int) SERVER bank; ALTER FOREIGN TABLE f OPTIONS (ADD a '1')
            """;

    private static final String MAINTENANCE = """
            rebuild | REINDEX (VERBOSE) TABLE public.orders
            rebuild | REINDEX INDEX unknown_index
            rebuild | REINDEX SCHEMA public
            rebuild | REINDEX DATABASE shop
            rebuild | CLUSTER
            rebuild, rebuild | VACUUM (FULL, ANALYZE) orders, customers
            rebuild | REFRESH MATERIALIZED VIEW sales WITH NO DATA
            rebuild | DO $$ BEGIN REFRESH MATERIALIZED VIEW public.sales; END $$
            | VACUUM (ANALYZE) orders
            | ANALYZE
            | REINDEX (CONCURRENTLY) INDEX orders_customer
            | CREATE MATERIALIZED VIEW m AS SELECT 1 AS one WITH NO DATA; REFRESH MATERIALIZED VIEW m
            | CREATE TABLE made (a int PRIMARY KEY); CLUSTER made USING made_pkey; REINDEX INDEX made_pkey
            """;

    private static final String HELD = """
            held-lock | ALTER TABLE orders ADD a int; ALTER TABLE products ADD a int
            | ALTER TABLE orders ADD CONSTRAINT f FOREIGN KEY (customer_id) REFERENCES customers NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT f
            held-lock | ALTER TABLE orders ADD a int; CREATE TABLE m (id bigint REFERENCES products)
            held-lock | ALTER TABLE orders ADD a int; ALTER TABLE products ADD a int; ALTER TABLE rooms ADD a int
            held-lock, held-lock | ALTER TABLE orders ADD a int; ALTER TABLE products ADD a int; ALTER TABLE orders ALTER note SET NOT NULL
            held-lock | ALTER TABLE orders ADD a int; ALTER TABLE products ADD a int; ALTER TABLE products ADD b int
            transaction-control | ALTER TABLE orders ADD a int; COMMIT; ALTER TABLE products ADD a int
            index-not-concurrent | ALTER TABLE orders ADD a int; CREATE INDEX ON orders (a)
            index-not-concurrent, index-not-concurrent | CREATE INDEX ON orders (note); CREATE INDEX ON products (title)
            index-not-concurrent, index-not-concurrent | CREATE INDEX ON orders (note); CREATE INDEX ON orders (total)
            held-lock | LOCK TABLE rooms IN ACCESS SHARE MODE; ALTER TABLE rooms ADD a int; DROP TABLE order_items
            held-lock | ALTER TABLE orders ADD a int; CREATE TABLE copy AS SELECT * FROM products
            held-lock | DO $$ BEGIN ALTER TABLE orders ADD a int; ALTER TABLE products ADD a int; END $$
            | ALTER TABLE orders ADD a int; ALTER TABLE orders ALTER a SET DEFAULT 1; COMMENT ON TABLE products IS 'x'
            | ALTER TABLE orders ADD a int; CREATE TABLE m (id bigint PRIMARY KEY, o bigint REFERENCES orders); CREATE INDEX ON m (o)
            | CREATE TABLE a (o bigint REFERENCES orders); CREATE TABLE b (p bigint REFERENCES products); CREATE TABLE c (a int)
            | ALTER TABLE orders ADD a int; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT SELECT ON orders TO PUBLIC
            | ALTER TABLE orders ADD a int; CREATE OR REPLACE VIEW open_orders AS SELECT id, customer_id, total FROM orders
            | DROP VIEW open_orders; ALTER TABLE orders ADD a int; CREATE VIEW open_orders AS SELECT id FROM orders
            | DROP TABLE order_items; DROP TABLE rooms; DROP TABLE elsewhere
            | CREATE TABLE scratch (a int); DROP TABLE scratch; ALTER TABLE orders ADD a int
            | CREATE TABLE m (a int); ALTER TABLE m RENAME TO n; ALTER TABLE n ADD b int; ALTER TABLE orders ADD a int
            | -- bellows:transaction off¶ALTER TABLE orders ADD a int; ALTER TABLE products ADD a int
            | ALTER TABLE orders ADD a int; INSERT INTO rooms VALUES (1, 'x'); SELECT setval('invoice_number', (SELECT max(id) FROM products))
            | ALTER TABLE orders ADD CONSTRAINT c CHECK (total > 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT c
            | CREATE TABLE m (a int) ~> ALTER TABLE m ADD b int; ALTER TABLE orders ADD a int
            """;

    private static final String ROWS = """
            change-without-where | UPDATE orders SET note = 'x'
            change-without-where | UPDATE ONLY public.orders AS o SET note = 'x' WHERE 1 = 1
            change-without-where | DELETE FROM elsewhere
            change-without-where | WITH gone AS (DELETE FROM rooms RETURNING *) INSERT INTO archive.rooms SELECT * FROM gone
            change-without-where | EXPLAIN ANALYZE DELETE FROM rooms
            | EXPLAIN DELETE FROM rooms
            | UPDATE orders SET note = 'x' WHERE false
            | DELETE FROM orders WHERE placed_at < '2020-01-01'
            | CREATE TABLE m (a int); UPDATE m SET a = 1
            | CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM orders'
            | INSERT INTO orders (note) VALUES ('x') ON CONFLICT (id) DO UPDATE SET note = 'y'
            backfill-with-ddl | ALTER TABLE orders ADD a int; UPDATE orders SET a = 1
            backfill-with-ddl, change-without-where | ALTER TABLE orders ADD a int; DELETE FROM products
            backfill-with-ddl | ALTER TABLE orders ADD a int; UPDATE products SET weight = 1 WHERE weight IS NULL
            backfill-with-ddl | ALTER TABLE orders ADD a int; INSERT INTO rooms SELECT id, title FROM products
            backfill-with-ddl | ALTER TABLE orders ADD a int; MERGE INTO rooms r USING products p ON r.id = p.id WHEN MATCHED THEN DELETE
            backfill-with-ddl | CREATE TABLE m (o bigint REFERENCES orders); INSERT INTO m SELECT id FROM orders
            backfill-with-ddl | DELETE FROM orders WHERE note = 'x'; ALTER TABLE orders ADD a int; ALTER TABLE orders ADD b int
            backfill-with-ddl | DO $$ BEGIN ALTER TABLE orders ADD a int; UPDATE orders SET a = 1 WHERE state = 'paid'; END $$
            | ALTER TABLE orders ADD a int; UPDATE orders SET a = 1 WHERE id IN (1, 2)
            | ALTER TABLE products ADD a int; UPDATE products SET a = 1 WHERE sku = 'x' AND title = 'y'
            | ALTER TABLE orders ADD a int; INSERT INTO rooms VALUES (1, 'x'), (2, 'y') ON CONFLICT DO NOTHING
            | ALTER TABLE orders ADD a int; INSERT INTO rooms SELECT g, 'x' FROM generate_series(1, 3) g
            | ALTER TABLE orders ADD a int; INSERT INTO rooms SELECT id, 'x' FROM products WHERE products.sku = 'x'
            | ALTER TABLE orders ADD a int; WITH new AS (INSERT INTO rooms VALUES (1, 'x') RETURNING id) INSERT INTO rooms SELECT id + 1, 'y' FROM new
            | CREATE TABLE m (a int); INSERT INTO m SELECT id FROM orders; CREATE INDEX ON m (a)
            | CREATE TEMP TABLE t AS SELECT id FROM rooms; UPDATE t SET id = 2; DROP TABLE t; ALTER TABLE orders ADD a int
            | UPDATE orders SET note = 'x' WHERE id = 1; ALTER TABLE orders ADD a int
            | -- bellows:transaction off¶ALTER TABLE orders ADD a int; UPDATE orders SET a = 1 WHERE a IS NULL
            """;

    private static final String RUNNING = """
            lock-table, lock-table | LOCK orders, elsewhere
            lock-table | LOCK TABLE ONLY orders IN EXCLUSIVE MODE NOWAIT
            | LOCK TABLE orders IN ROW EXCLUSIVE MODE
            disable-triggers | ALTER TABLE orders DISABLE TRIGGER USER
            disable-triggers | ALTER TABLE orders ENABLE ALWAYS TRIGGER orders_touch
            disable-triggers, disable-triggers | ALTER TABLE orders DISABLE TRIGGER orders_touch, DISABLE RULE r
            | ALTER TABLE orders ENABLE TRIGGER ALL, ENABLE RULE r
            | CREATE TABLE m (a int); ALTER TABLE m DISABLE TRIGGER ALL
            replication-role | SET session_replication_role TO 'replica'
            replication-role | ALTER ROLE app SET session_replication_role = replica
            replication-role | DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', false); END $$
            | RESET session_replication_role
            | SET session_replication_role = DEFAULT
            | SELECT set_config('session_replication_role', 'origin', false), set_config('search_path', '', false)
            dynamic-sql | DO $$ DECLARE s text := 'DROP TABLE x'; BEGIN EXECUTE s; END $$
            dynamic-sql | DO $$ BEGIN EXECUTE 'DROP TABLE ' || 'rooms'; END $$
            dynamic-sql | DO LANGUAGE plpython3u $$ plpy.execute("x") $$
            dynamic-sql, dynamic-sql | DO $$ BEGIN EXECUTE a USING 1; FOR r IN EXECUTE b LOOP NULL; END LOOP; END $$
            dynamic-sql | DO 'BEGIN EXECUTE format(''x'', 1); END'
            dynamic-sql | DO E'BEGIN EXECUTE s; END'
            | DO $$ BEGIN EXECUTE 'COMMENT ON TABLE rooms IS NULL'; PERFORM now(); END $$
            | CREATE FUNCTION f(s text) RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE s; END $$
            | PREPARE p AS SELECT 1; EXECUTE p
            transaction-control | COMMIT
            transaction-control | START TRANSACTION
            transaction-control | SELECT pg_advisory_unlock_all()
            transaction-control | WITH x AS (DELETE FROM rooms WHERE id = 1 RETURNING 1) SELECT pg_advisory_unlock(1) FROM x
            transaction-control | DO $$ BEGIN PERFORM pg_advisory_unlock(1); END $$
            transaction-control | SET TRANSACTION ISOLATION LEVEL SERIALIZABLE
            transaction-control | SET standard_conforming_strings = off
            transaction-control | DISCARD ALL
            | SAVEPOINT a; ROLLBACK TO a
            | DISCARD PLANS
            """;

    static Stream<String> cases() {
        return Stream.of(INDEXES, COLUMNS, REPLACED, PARTITIONS, MAINTENANCE, HELD, ROWS, RUNNING)
                .flatMap(String::lines);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds(String line) {
        int bar = line.indexOf('|');
        String expected = line.substring(0, bar).strip();

        assertThat(found(line.substring(bar + 1).strip())).as(line).isEqualTo(expected);
    }

    private static String found(String migrations) {
        List<LintScript> scripts = new ArrayList<>();
        scripts.add(script(Examples.schema(), Role.KNOWN));
        boolean older = migrations.startsWith(OLDER);
        LintSettings settings = new LintSettings(older ? 16 : 18, "bellows", Set.of(), List.of());
        String rest = (older ? migrations.substring(OLDER.length()) : migrations).replace('¶', '\n');
        Role role = Role.JUDGED;
        for (int at = rest.indexOf("> "); at > 0 && "=~".indexOf(rest.charAt(at - 1)) >= 0; at = rest.indexOf("> ")) {
            role = rest.charAt(at - 1) == '~' ? Role.UNRELEASED : Role.JUDGED;
            scripts.add(script(rest.substring(0, at - 1), role == Role.JUDGED ? Role.KNOWN : role));
            rest = rest.substring(at + 2);
        }
        scripts.add(script(rest, role));
        return String.join(
                ", ",
                new Linter(Rules.all(), settings)
                        .lint(scripts).findings().stream()
                                .map(Finding::rule)
                                .filter(OURS::contains)
                                .sorted()
                                .toList());
    }

    private static LintScript script(String text, Role role) {
        return new LintScript("0001_x.sql", "0001", LooseScript.Text.of(text), null, role);
    }
}
