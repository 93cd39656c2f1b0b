package dev.bellows.sql;

import static dev.bellows.sql.TransactionUse.Refused.Reason.CHANGES_THE_STRINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.sql.TransactionUse.Inside;
import dev.bellows.sql.TransactionUse.Refused;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT AddGeometryColumn('t', 'g', 4326, 'POINT', 2)",
                "SELECT create_hypertable('t', 'at')",
                "SELECT public . my_function_that_alters /* a */ ()",
                "SELECT \"Alters\"()",
                "SELECT U&\"!0061lters\" UESCAPE '!' ()",
                "SELECT \"values\"(1), \"coalesce\"(1)",
                "SELECT s.values(1)",
                "SELECT s.count(1)",
                "SELECT pg_catalog.count(1), s.pg_catalog(1)",
                "SELECT now(), alters(now())",
                "SELECT count(alters())",
                "SELECT 1 + alters()",
                "SELECT DISTINCT ON (a) alters(a) FROM t",
                "SELECT a FROM t WHERE a IN (alters())",
                "SELECT * FROM alters() AS x (a, b)",
                "SELECT * FROM t, LATERAL alters(t.a)",
                "SELECT CASE WHEN true THEN alters() END",
                "SELECT a AS x, alters() FROM t",
                "SELECT a::int, alters()",
                "SELECT ARRAY[alters()]",
                "(SELECT 1) UNION (SELECT alters())",
                "WITH a AS (SELECT alters()) TABLE a",
                "WITH a AS (SELECT 1) INSERT INTO t (a) SELECT alters()",
                "VALUES (1), (alters())",
                "TABLE t UNION SELECT alters()",
                "EXPLAIN ANALYZE SELECT alters()",
                "EXPLAIN (ANALYZE) SELECT alters()",
                "EXPLAIN ANALYZE EXECUTE p",
                "EXECUTE p",
                "EXECUTE p (1)"
            })
    void aCallMayTakeAStrongLock(String sql) {
        assertThat(useOf(sql)).isEqualTo(new Inside(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT pg_catalog.set_config('search_path', '', false)",
                "SELECT set_config(name, 'off', false) FROM pg_settings",
                "SELECT pg_catalog . setval('s', (SELECT max(id) FROM t), true)",
                "SELECT NOW(), \"now\"(), nextval('s'), gen_random_uuid(), count(*), json_build_object('a', 1)",
                "SELECT pg_catalog.pg_get_triggerdef(1), d.pg_catalog.oid(1)",
                "SELECT COALESCE(a, 1), GREATEST(a, b), NULLIF(a, b), EXTRACT(day FROM b), ROW(1, 2), ARRAY(SELECT 1)",
                "SELECT sum(a) FILTER (WHERE a > 0) OVER (PARTITION BY (b) ORDER BY (c)) FROM t WINDOW w AS (ORDER BY a)",
                "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY a) FROM t GROUP BY ROLLUP (b), GROUPING SETS ((c), ())",
                "SELECT a FROM t WHERE a IN (1, 2) AND (b = ANY (c) OR NOT (EXISTS (SELECT 1))) AND d OPERATOR(pg_catalog.=) e",
                "SELECT a FROM t JOIN u USING (a) LEFT JOIN (SELECT 1) x ON (true) LIMIT (1) OFFSET (2)",
                "SELECT DISTINCT ON (a) a, CASE WHEN (b) THEN (c) ELSE (d) END FROM t",
                "SELECT a::numeric(10,2), b::varchar(10), c::character varying(9), d::public.geometry(Point, 4326)",
                "SELECT CAST(a AS timestamp(3) with time zone), CAST(b AS s.money_type(2)), current_timestamp(3)",
                "SELECT * FROM (VALUES (1, 2)) AS v (a, b)",
                "SELECT 'alters()', $$alters()$$, \"alters\" /* alters() */ -- alters()",
                "SELECT alters FROM t",
                "WITH RECURSIVE a(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM a) SELECT n FROM a",
                "WITH a (n) AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) TABLE a",
                "WITH a AS (SELECT 1) INSERT INTO s.t (a) TABLE a ON CONFLICT (a) DO UPDATE SET (a, b) = (1, 2)",
                "VALUES (1), (2)",
                "EXPLAIN (ANALYZE, VERBOSE) SELECT 1",
                "EXPLAIN ANALYZE VERBOSE (SELECT 1)",
                "INSERT INTO t (a) SELECT alters()",
                "UPDATE t SET a = alters()",
                "DELETE FROM t WHERE alters()",
                "MERGE INTO t USING u ON alters() WHEN MATCHED THEN DELETE",
                "COPY (SELECT alters()) TO STDOUT",
                "PREPARE p AS SELECT alters()"
            })
    void everythingElseTakesNone(String sql) {
        assertThat(useOf(sql)).isEqualTo(new Inside(false));
    }

    record Case(String sql, TransactionUse use) {}

    static List<Case> strings() {
        return List.of(
                new Case("SELECT set_config('standard_conforming_strings', 'off', false)", refused("set_config")),
                new Case(
                        "SELECT alters(), pg_catalog.set_config ('Standard_Conforming_Strings'::text, 'NO', true)",
                        refused("set_config")),
                new Case("SELECT set_config('standard_conforming_strings', a, true) FROM t", refused("set_config")),
                new Case("SELECT set_config('standard_conforming_strings', 'ON', false)", new Inside(false)),
                new Case("SELECT set_config('standard_conforming_strings', '1', f())", new Inside(true)),
                new Case("SELECT set_config('escape_string_warning', 'off', false)", new Inside(false)),
                new Case("SELECT current_setting('standard_conforming_strings'), 'off'", new Inside(false)));
    }

    @ParameterizedTest
    @MethodSource("strings")
    void aCallMayChangeTheStrings(Case one) {
        assertThat(useOf(one.sql())).isEqualTo(one.use());
    }

    private static Refused refused(String command) {
        return new Refused(command, CHANGES_THE_STRINGS);
    }

    private static TransactionUse useOf(String sql) {
        return SplitterTest.statements(sql).get(0).use();
    }
}
