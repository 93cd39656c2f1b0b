package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.sql.LooseScript;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of taste, each turned on alone: how often it finds something, its name, a bar, and a migration. */
class StyleTest {
    private static final String CASES = """
            2 small-key | CREATE TABLE t (id int PRIMARY KEY, o int REFERENCES orders, n int)
            2 small-key | CREATE TABLE t (a smallserial, b int, n int, PRIMARY KEY (a, b))
            1 small-key | ALTER TABLE orders ADD room int4 REFERENCES rooms
            1 small-key | CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a)
            0 small-key | CREATE TABLE t (id bigserial PRIMARY KEY, n int UNIQUE)
            2 serial | CREATE TABLE t (id serial4 PRIMARY KEY); ALTER TABLE rooms ADD n BIGSERIAL
            0 serial | CREATE TABLE t (serial text)
            2 timestamp-without-zone | CREATE TABLE t (a timestamp(3), b timestamptz); ALTER TABLE rooms ADD c timestamp without time zone
            1 timestamp-without-zone | ALTER TABLE orders ALTER placed_at TYPE timestamp
            0 timestamp-without-zone | SELECT now()::timestamp
            3 limited-text | CREATE TABLE t (a char, b varchar(3), c character varying(9), d varchar, e text, f numeric(3, 1))
            1 json | CREATE TABLE t (a json[], b jsonb)
            1 foreign-key-without-index | ALTER TABLE products ADD room bigint REFERENCES rooms
            1 foreign-key-without-index | CREATE TABLE t (a bigint, b bigint REFERENCES rooms, PRIMARY KEY (a, b))
            0 foreign-key-without-index | CREATE TABLE t (a bigint, b bigint REFERENCES rooms, PRIMARY KEY (b, a))
            0 foreign-key-without-index | CREATE TABLE t (a bigint REFERENCES rooms); CREATE TABLE u (b int); CREATE INDEX ON t (a, b)
            1 foreign-key-without-index | CREATE TABLE t (a bigint REFERENCES rooms); CREATE INDEX ON t (a) WHERE a > 3
            0 foreign-key-without-index | ALTER TABLE orders ADD FOREIGN KEY (customer_id) REFERENCES customers NOT VALID
            0 foreign-key-without-index | CREATE TABLE t (a bigint REFERENCES rooms); DROP TABLE t
            1 long-name | ALTER TABLE orders ADD "äääääääääääääääääääääääääääääääää" text
            0 long-name | ALTER TABLE orders ADD "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" text
            3 unqualified-name | CREATE VIEW v AS SELECT 1 AS one; DROP TABLE rooms, public.orders; DELETE FROM customers
            0 unqualified-name | CREATE EXTENSION hstore; DROP SCHEMA archive; CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1)
            4 if-exists | DROP TABLE IF EXISTS a, b; CREATE SCHEMA IF NOT EXISTS s; ALTER TABLE IF EXISTS rooms DROP COLUMN IF EXISTS name
            2 if-exists | ALTER TYPE order_state ADD VALUE IF NOT EXISTS 'x'; CREATE INDEX IF NOT EXISTS i ON rooms (name)
            0 if-exists | CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON rooms (name)
            2 no-primary-key | CREATE TABLE a (x int UNIQUE); CREATE UNLOGGED TABLE b (LIKE rooms)
            0 no-primary-key | CREATE TABLE a (LIKE rooms INCLUDING ALL); CREATE TEMP TABLE b (x int); CREATE TABLE c (x int, PRIMARY KEY (x))
            0 no-primary-key | CREATE TABLE e PARTITION OF events FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')
            0 no-primary-key | CREATE TABLE a (x int NOT NULL); CREATE UNIQUE INDEX i ON a (x); ALTER TABLE a ADD PRIMARY KEY USING INDEX i
            1 add-column-cached-plan | ALTER TABLE rooms ADD a int, DROP name
            """;

    static Stream<String> cases() {
        return CASES.lines();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finds(String line) {
        int space = line.indexOf(' ');
        int bar = line.indexOf('|');
        String rule = line.substring(space + 1, bar).strip();
        String migration = line.substring(bar + 1).strip();

        assertThat(found(migration, Set.of(rule)))
                .filteredOn(rule::equals)
                .hasSize(Integer.parseInt(line.substring(0, space)));
        assertThat(found(migration, Set.of())).as("nobody asked for it").doesNotContain(rule);
    }

    private static List<String> found(String migration, Set<String> styles) {
        LintSettings settings = new LintSettings(18, "bellows", styles, List.of());
        List<LintScript> scripts = List.of(script(Examples.schema(), Role.KNOWN), script(migration, Role.JUDGED));
        return new Linter(Rules.all(), settings)
                .lint(scripts).findings().stream().map(Finding::rule).toList();
    }

    private static LintScript script(String text, Role role) {
        return new LintScript("0001_x.sql", "0001", LooseScript.Text.of(text), null, role);
    }
}
