package dev.bellows.lint.rules;

import static dev.bellows.lint.rules.RuleTable.after;
import static dev.bellows.lint.rules.RuleTable.found;
import static dev.bellows.lint.rules.RuleTable.unreleased;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.Way;
import dev.bellows.sql.Phase;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rules about retyping say of statements on the shop, and where they are silent. */
class RetypingTest {
    private static final Set<String> RULES = Set.of(
            "change-type",
            "change-expression",
            "rewrite-table",
            "change-sequence",
            "replica-identity",
            "change-type-attributes");

    static Stream<Arguments> changes() {
        return Stream.of(
                // Types.
                found("ALTER TABLE products ALTER weight TYPE bigint", "change-type contract blocks"),
                found(
                        "ALTER TABLE IF EXISTS public.products ALTER COLUMN \"weight\" SET DATA TYPE int8",
                        "change-type contract blocks"),
                found("ALTER TABLE ONLY products ALTER weight TYPE smallint", "change-type contract blocks"),
                found("ALTER TABLE customers ALTER name TYPE varchar(40)", "change-type contract blocks"),
                found("ALTER TABLE customers ALTER name TYPE char(80)", "change-type contract blocks"),
                found("ALTER TABLE orders ALTER total TYPE numeric(10, 3)", "change-type contract blocks fails"),
                found("ALTER TABLE orders ALTER total TYPE numeric(8, 2)", "change-type contract blocks fails"),
                found(
                        "DROP VIEW open_orders; DROP MATERIALIZED VIEW sales; ALTER TABLE orders ALTER total TYPE float8",
                        "change-type contract blocks"),
                found("ALTER TABLE orders ALTER total TYPE numeric(14, 2)", "change-type fails"),
                found("ALTER TABLE order_items ALTER price TYPE numeric(14, 2)", "change-type fails"),
                after("CREATE TABLE prices (a numeric(4, 2))", "ALTER TABLE prices ALTER a TYPE numeric(6, 2)"),
                after(
                        "CREATE TABLE notes (id bigint, note text);"
                                + " CREATE VIEW v AS SELECT o.note FROM orders AS o JOIN notes AS n ON n.id = o.id",
                        "ALTER TABLE notes ALTER note TYPE varchar"),
                found(
                        "ALTER TABLE orders ALTER state TYPE text USING state::text",
                        "change-type contract blocks fails"),
                found("ALTER TABLE orders ALTER note TYPE int USING note::int", "change-type contract blocks"),
                found("ALTER TABLE orders ALTER note TYPE text USING upper(note)", "change-type contract blocks"),
                found("ALTER TABLE products ALTER price TYPE numeric(10, 2)", "change-type contract blocks"),
                found("ALTER TABLE products ALTER price TYPE numeric"),
                found("ALTER TABLE events ALTER id TYPE int", "change-type contract blocks"),
                found("ALTER TABLE customers ALTER joined TYPE timestamptz", "change-type contract"),
                found(
                        "SET TIME ZONE 'Europe/Berlin'; ALTER TABLE customers ALTER joined TYPE timestamptz",
                        "change-type contract blocks"),
                found(
                        "SET LOCAL timezone = 'UTC'; ALTER TABLE orders ALTER placed_at TYPE timestamp",
                        "change-type contract"),
                found("ALTER TABLE products ALTER title TYPE text COLLATE \"C\"", "change-type blocks"),
                found("ALTER TABLE customers ALTER name TYPE varchar(80) COLLATE \"C\"", "change-type advice"),
                found("ALTER TABLE elsewhere ALTER c TYPE bigint", "change-type contract blocks"),
                found(
                        "DO $$ BEGIN ALTER TABLE products ALTER weight TYPE bigint; END $$",
                        "change-type contract blocks"),
                found(
                        "ALTER TABLE products ADD a int, ALTER weight TYPE bigint, ALTER sku TYPE int",
                        "change-type contract blocks",
                        "change-type contract blocks"),
                found(
                        "ALTER TABLE orders ADD COLUMN a int; ALTER TABLE orders ALTER a TYPE bigint",
                        "change-type blocks"),
                after(
                        "CREATE INDEX ON customers (lower(name))",
                        "ALTER TABLE customers ALTER name TYPE varchar(90)",
                        "change-type blocks"),
                after(
                        "CREATE INDEX ON customers (phone) WHERE name = 'x'",
                        "ALTER TABLE customers ALTER name TYPE text",
                        "change-type blocks"),
                after(
                        "CREATE INDEX ON customers (joined)",
                        "ALTER TABLE customers ALTER joined TYPE timestamptz",
                        "change-type contract blocks"),
                after(
                        "CREATE TABLE lists (a varchar(10)[])",
                        "ALTER TABLE lists ALTER a TYPE varchar(20)[]",
                        "change-type contract blocks"),
                after("CREATE TABLE lists (a varchar(10)[])", "ALTER TABLE lists ALTER a TYPE varchar[]"),
                after(
                        "CREATE FOREIGN TABLE far (a int) SERVER s",
                        "ALTER FOREIGN TABLE far ALTER a TYPE bigint",
                        "change-type contract"),
                found("ALTER TABLE customers ALTER name TYPE varchar(120)"),
                found("ALTER TABLE customers ALTER name TYPE varchar"),
                found("ALTER TABLE customers ALTER name TYPE text"),
                found("ALTER TABLE customers ALTER name TYPE text USING name::text"),
                found("ALTER TABLE customers ALTER name SET DATA TYPE character varying(80)"),
                found("ALTER TABLE customers ALTER email TYPE varchar"),
                found(
                        "DROP VIEW open_orders; DROP MATERIALIZED VIEW sales; ALTER TABLE orders ALTER total TYPE numeric(12, 2), ALTER note TYPE varchar"),
                found(
                        "DROP VIEW open_orders; DROP MATERIALIZED VIEW sales; ALTER TABLE orders ALTER total TYPE numeric"),
                found("ALTER TABLE customers ALTER joined TYPE timestamp(6)"),
                after(
                        "CREATE TABLE nets (a cidr, b varbit(4), c interval(1), d timestamp(2), e timestamptz(3))",
                        "ALTER TABLE nets ALTER a TYPE inet, ALTER b TYPE varbit(8), ALTER c TYPE interval(3), ALTER d TYPE timestamp(4), ALTER e TYPE timestamptz"),
                found("CREATE TABLE fresh (a int); ALTER TABLE fresh ALTER a TYPE bigint"),
                found("CREATE TEMP TABLE fresh (a int); ALTER TABLE fresh ALTER a TYPE bigint"),
                unreleased("CREATE TABLE fresh (a int)", "ALTER TABLE fresh ALTER a TYPE bigint"),
                found(
                        "-- ALTER TABLE products ALTER weight TYPE bigint\nSELECT 'ALTER TABLE products ALTER weight TYPE bigint'"),
                // Expressions.
                found(
                        "ALTER TABLE order_items ALTER gross SET EXPRESSION AS (price)",
                        "change-expression contract blocks"),
                after(
                        "ALTER TABLE orders ADD twice numeric GENERATED ALWAYS AS (total * 2) VIRTUAL",
                        "ALTER TABLE orders ALTER twice SET EXPRESSION AS (total * 3)",
                        "change-expression contract"),
                unreleased(
                        "ALTER TABLE orders ADD twice numeric GENERATED ALWAYS AS (total * 2) VIRTUAL",
                        "ALTER TABLE orders ALTER twice SET EXPRESSION AS (total * 3)"),
                // Copies.
                found("ALTER TABLE orders SET UNLOGGED", "rewrite-table blocks loses"),
                found("ALTER TABLE orders SET TABLESPACE fast", "rewrite-table blocks"),
                found("ALTER TABLE orders SET ACCESS METHOD heap", "rewrite-table blocks"),
                found("ALTER INDEX orders_customer SET TABLESPACE fast", "rewrite-table blocks"),
                found("ALTER MATERIALIZED VIEW sales SET TABLESPACE fast", "rewrite-table blocks"),
                found("ALTER TABLE ALL IN TABLESPACE slow SET TABLESPACE fast", "rewrite-table blocks"),
                after(
                        "CREATE UNLOGGED TABLE scratch (a int)",
                        "ALTER TABLE scratch SET LOGGED",
                        "rewrite-table blocks"),
                found("ALTER TABLE orders SET LOGGED"),
                found("ALTER TABLE events SET TABLESPACE fast"),
                found(
                        "ALTER TABLE orders SET (fillfactor = 70), ALTER note SET STORAGE EXTERNAL, ALTER note SET COMPRESSION pglz"),
                found("ALTER SEQUENCE invoice_number SET UNLOGGED"),
                // Sequences.
                found("ALTER SEQUENCE invoice_number RESTART", "change-sequence contract"),
                found(
                        "ALTER SEQUENCE IF EXISTS invoice_number RESTART WITH 5 INCREMENT 10",
                        "change-sequence contract",
                        "change-sequence contract"),
                found("ALTER SEQUENCE invoice_number AS bigint", "change-sequence advice"),
                found("ALTER SEQUENCE invoice_number AS smallint", "change-sequence contract"),
                found("ALTER SEQUENCE invoice_number MAXVALUE 1000", "change-sequence advice"),
                found("ALTER SEQUENCE invoice_number CYCLE", "change-sequence contract"),
                found("ALTER TABLE products ALTER id SET INCREMENT BY 50", "change-sequence contract"),
                found("ALTER TABLE products ALTER id RESTART", "change-sequence contract"),
                found(
                        "ALTER SEQUENCE invoice_number OWNED BY NONE CACHE 50 NO CYCLE NO MAXVALUE NO MINVALUE START WITH 4"),
                found("CREATE SEQUENCE fresh; ALTER SEQUENCE fresh RESTART WITH 100"),
                // Replica identities.
                found("ALTER TABLE customers REPLICA IDENTITY NOTHING", "replica-identity contract"),
                found("ALTER TABLE customers REPLICA IDENTITY DEFAULT", "replica-identity contract"),
                found("ALTER TABLE customers REPLICA IDENTITY FULL", "replica-identity advice"),
                found("CREATE TABLE fresh (a int); ALTER TABLE fresh REPLICA IDENTITY FULL"),
                // Attributes.
                found(
                        "ALTER TYPE address ADD ATTRIBUTE zip text CASCADE, DROP ATTRIBUTE IF EXISTS city",
                        "change-type-attributes contract",
                        "change-type-attributes contract loses"),
                found(
                        "ALTER TYPE address ALTER ATTRIBUTE city TYPE varchar(4)",
                        "change-type-attributes contract fails"),
                after(
                        "CREATE TYPE pair AS (a int)",
                        "ALTER TYPE pair ALTER ATTRIBUTE a TYPE bigint CASCADE",
                        "change-type-attributes contract blocks"),
                found("CREATE TYPE pair AS (a int); ALTER TYPE pair ADD ATTRIBUTE b int"),
                found("ALTER TYPE order_state ADD VALUE 'lost'"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER TABLE orders ALTER total TYPE numeric(12, 4)  | EXPAND
            ALTER TABLE orders ALTER total TYPE numeric(10, 4)  | CONTRACT
            ALTER TABLE orders ALTER total TYPE text            | EXPAND
            ALTER TABLE orders ALTER note TYPE varchar(20)      | CONTRACT
            ALTER TABLE orders ALTER note TYPE int USING note::int | CONTRACT
            """)
    void the_trigger_of_a_type_that_holds_less_is_a_contract_itself(String sql, Phase phase) {
        assertThat(new Judgement(Rules.all().stream()
                                .filter(rule -> RULES.contains(rule.info().id()))
                                .toList())
                        .of(sql))
                .singleElement()
                .satisfies(finding -> assertThat(finding.way().steps())
                        .filteredOn(step -> step.sql().contains("CREATE TRIGGER"))
                        .singleElement()
                        .returns(phase, Way.Step::phase));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void says_what_is_wrong_with_a_change_and_nothing_else(
            String before, Role role, String sql, List<String> expected) {
        assertThat(RuleTable.findings(RULES, 18, before, role, sql)).as(sql).containsExactlyElementsOf(expected);
    }
}
