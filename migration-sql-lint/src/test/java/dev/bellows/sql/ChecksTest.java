package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the grammar alone would accept and PostgreSQL's parser refuses; each has a neighbour that PostgreSQL accepts. */
class ChecksTest {
    record Pair(String refused, String message, String accepted) {}

    static List<Pair> pairs() {
        return List.of(
                new Pair(
                        "GRANT ALL TO r",
                        "1:7: ALL needs the objects that it is about: ALL ON ….",
                        "GRANT ALL ON t TO r"),
                new Pair(
                        "REVOKE ADMIN OPTION FOR a ON t FROM r",
                        "1:21: A privilege on an object is revoked as it is or as GRANT OPTION FOR; another option is one of a role.",
                        "REVOKE GRANT OPTION FOR SELECT ON t FROM r"),
                new Pair(
                        "CREATE ROLE CURRENT_USER",
                        "1:13: CURRENT_USER cannot be the name of a role here.",
                        "ALTER ROLE CURRENT_USER LOGIN"),
                new Pair(
                        "ALTER ROLE a RENAME TO public",
                        "1:24: PUBLIC cannot be the name of a role here.",
                        "ALTER ROLE a RENAME TO b"),
                new Pair(
                        "ALTER TABLE t OWNER TO none",
                        "1:24: \"none\" is no name for a role.",
                        "ALTER TABLE t OWNER TO SESSION_USER"),
                new Pair(
                        "CREATE TABLE p PARTITION OF t FOR VALUES WITH (MODULUS 2, a 1)",
                        "1:59: The bound of a hash partition is one MODULUS and one REMAINDER.",
                        "CREATE TABLE p PARTITION OF t FOR VALUES WITH (REMAINDER 1, MODULUS 2)"),
                new Pair(
                        "CREATE TABLE p PARTITION OF t () DEFAULT",
                        "1:32: Syntax error at \")\".",
                        "CREATE TABLE p PARTITION OF t (CHECK (true)) DEFAULT"),
                new Pair(
                        "CREATE TABLE t (a int PRIMARY KEY INCLUDE (b))",
                        "1:35: Syntax error at \"INCLUDE\".",
                        "CREATE TABLE t (a int, PRIMARY KEY (a) INCLUDE (b))"),
                new Pair(
                        "CREATE TABLE t (a int REFERENCES u ON DELETE CASCADE ON DELETE RESTRICT)",
                        "1:54: A foreign key says once what is done ON DELETE, once ON UPDATE.",
                        "CREATE TABLE t (a int REFERENCES u ON DELETE CASCADE ON UPDATE RESTRICT)"),
                new Pair(
                        "CREATE TABLE t (a int REFERENCES u MATCH PARTIAL)",
                        "1:42: PostgreSQL does not know MATCH PARTIAL yet.",
                        "CREATE TABLE t (a int REFERENCES u MATCH FULL)"),
                new Pair(
                        "ALTER TABLE t ADD CHECK (a > 0) DEFERRABLE",
                        "1:33: A constraint of this kind cannot be DEFERRABLE.",
                        "ALTER TABLE t ADD CHECK (a > 0) NOT DEFERRABLE"),
                new Pair(
                        "ALTER DOMAIN d ADD NOT NULL NOT VALID",
                        "1:29: A constraint of this kind cannot be NOT VALID.",
                        "ALTER DOMAIN d ADD CHECK (true) NOT VALID"),
                new Pair(
                        "CREATE DOMAIN d text COLLATE a COLLATE b",
                        "1:32: A column has only one COLLATE.",
                        "CREATE DOMAIN d text COLLATE a"),
                new Pair(
                        "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FOR ROW EXECUTE FUNCTION f()",
                        "1:8: A CONSTRAINT TRIGGER is AFTER, FOR EACH ROW.",
                        "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()"),
                new Pair(
                        "CREATE CONSTRAINT TRIGGER g AFTER INSERT ON t REFERENCING NEW TABLE n FOR EACH ROW EXECUTE FUNCTION f()",
                        "1:47: A CONSTRAINT TRIGGER sees single rows, no transition tables.",
                        "CREATE TRIGGER g AFTER INSERT ON t REFERENCING NEW TABLE n FOR EACH ROW EXECUTE FUNCTION f()"),
                new Pair(
                        "CREATE PROCEDURE p() RETURNS int LANGUAGE sql RETURN 1",
                        "1:22: A procedure returns nothing but its OUT and INOUT parameters.",
                        "CREATE FUNCTION p() RETURNS int LANGUAGE sql RETURN 1"),
                new Pair(
                        "CREATE FUNCTION f(OUT a int) RETURNS TABLE (b int) LANGUAGE sql RETURN 1",
                        "1:19: A function that RETURNS TABLE has no OUT or INOUT parameters.",
                        "CREATE FUNCTION f(IN a int) RETURNS TABLE (b int) LANGUAGE sql RETURN 1"),
                new Pair(
                        "CREATE FUNCTION f(int%TYPE) RETURNS int LANGUAGE sql RETURN 1",
                        "1:22: %TYPE stands behind the name of a column: table.column%TYPE.",
                        "CREATE FUNCTION f(t.a%TYPE) RETURNS int LANGUAGE sql RETURN 1"),
                new Pair(
                        "DROP FUNCTION f(a = 1)",
                        "1:19: A routine is named by its parameters' types alone.",
                        "DROP FUNCTION f(a)"),
                new Pair(
                        "DROP AGGREGATE a(OUT int)",
                        "1:18: An aggregate has no output parameters.",
                        "DROP AGGREGATE a(IN int)"),
                new Pair(
                        "DROP AGGREGATE a(VARIADIC x ORDER BY VARIADIC y)",
                        "1:38: Behind ORDER BY stands the same VARIADIC parameter as before it.",
                        "DROP AGGREGATE a(VARIADIC x ORDER BY VARIADIC x)"),
                new Pair(
                        "DROP SCHEMA a.b",
                        "1:13: The name of an object of this kind is one word, without a schema.",
                        "DROP TABLE a.b"),
                new Pair(
                        "COMMENT ON DATABASE a.b IS NULL",
                        "1:21: The name of an object of this kind is one word, without a schema.",
                        "COMMENT ON COLUMN a.b IS NULL"),
                new Pair(
                        "SECURITY LABEL ON TRIGGER a ON b IS NULL",
                        "1:19: An object of this kind has no security label.",
                        "SECURITY LABEL ON TABLE a IS NULL"),
                new Pair(
                        "ALTER POLICY IF EXISTS p ON t TO r",
                        "1:14: This form of the statement knows no IF EXISTS.",
                        "ALTER POLICY IF EXISTS p ON t RENAME TO r"),
                new Pair(
                        "ALTER INDEX IF EXISTS i ATTACH PARTITION j",
                        "1:13: This form of the statement knows no IF EXISTS.",
                        "ALTER INDEX IF EXISTS i RENAME TO j"),
                new Pair(
                        "ALTER STATISTICS IF EXISTS s RENAME TO b",
                        "1:18: This form of the statement knows no IF EXISTS.",
                        "ALTER STATISTICS IF EXISTS s SET STATISTICS 10"),
                new Pair(
                        "ALTER TEXT SEARCH PARSER p OWNER TO r",
                        "1:28: A text search parser or template has no owner.",
                        "ALTER TEXT SEARCH DICTIONARY p OWNER TO r"),
                new Pair(
                        "SELECT a FROM f() AS t (a int, b)",
                        "1:32: Either all columns of a function have a type here, or none.",
                        "SELECT a FROM f() AS t (a int, b int)"),
                new Pair(
                        "SELECT a FROM f() AS (a, b)",
                        "1:22: Columns without types need a name before them: AS name (a, b).",
                        "SELECT a FROM f() AS t (a, b)"),
                new Pair(
                        "SELECT a = ANY (b, c)",
                        "1:20: ANY, SOME and ALL take one array or one query.",
                        "SELECT a = ANY (b)"),
                new Pair("SELECT (a, b).c", "1:14: Syntax error at \".\".", "SELECT (row(a, b)).c"),
                new Pair(
                        "SELECT JSON_OBJECT('a': 1, 'b')",
                        "1:28: A member of an object is a key and a value: 'key' : value.",
                        "SELECT JSON_OBJECT('a': 1, 'b': 2)"),
                new Pair(
                        "SELECT sum(a) OVER (ROWS UNBOUNDED FOLLOWING) FROM t",
                        "1:21: The frame of this window ends before it starts.",
                        "SELECT sum(a) OVER (ROWS UNBOUNDED PRECEDING) FROM t"),
                new Pair(
                        "SELECT sum(a) OVER (ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING) FROM t",
                        "1:21: The frame of this window ends before it starts.",
                        "SELECT sum(a) OVER (ROWS BETWEEN 1 PRECEDING AND 2 PRECEDING) FROM t"),
                new Pair(
                        "SELECT sum(a) OVER (range RANGE CURRENT ROW) FROM t",
                        "1:21: Syntax error at \"range\".",
                        "SELECT sum(a) OVER (w RANGE CURRENT ROW) FROM t"),
                new Pair(
                        "(SELECT 1 ORDER BY 1) ORDER BY 1",
                        "1:23: A query has only one ORDER BY.",
                        "(SELECT 1 ORDER BY 1) UNION SELECT 2 ORDER BY 1"),
                new Pair(
                        "(SELECT 1 LIMIT 1) LIMIT 2",
                        "1:20: A query has only one LIMIT and one OFFSET.",
                        "(SELECT 1 LIMIT 1) OFFSET 2"),
                new Pair(
                        "WITH a AS (SELECT 1) (WITH b AS (SELECT 1) TABLE b)",
                        "1:23: A query has only one WITH.",
                        "WITH a AS (SELECT 1) (SELECT 1)"),
                new Pair(
                        "SELECT 1 FOR READ ONLY FOR UPDATE",
                        "1:24: Syntax error at \"FOR\".",
                        "SELECT 1 FOR SHARE FOR UPDATE"),
                new Pair(
                        "SELECT 1 LIMIT 1 FOR UPDATE OFFSET 2",
                        "1:29: Syntax error at \"OFFSET\".",
                        "SELECT 1 LIMIT 1 OFFSET 2 FOR UPDATE"),
                new Pair(
                        "WITH RECURSIVE a AS (SELECT 1) CYCLE b SET c TO d DEFAULT 1 USING e TABLE a",
                        "1:49: The marks of a cycle are constants.",
                        "WITH RECURSIVE a AS (SELECT 1) CYCLE b SET c TO point '(1,1)' DEFAULT 1 USING e TABLE a"),
                new Pair(
                        "SELECT 1 FROM JSON_TABLE(a, b COLUMNS (c FOR ORDINALITY))",
                        "1:29: The path of JSON_TABLE is a string.",
                        "SELECT 1 FROM JSON_TABLE(a, '$' COLUMNS (c FOR ORDINALITY))"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refusesWhatPostgresRefuses(Pair pair) {
        assertThatThrownBy(() -> SqlParserTest.parse(pair.refused()))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage("test.sql:" + pair.message());
        assertThat(SqlParserTest.parse(pair.accepted())).isNotNull();
    }

    /** Syntax, and the major that brought it. */
    record Gate(int since, String sql) {}

    static List<Gate> gates() {
        return List.of(
                new Gate(15, "GRANT ALTER SYSTEM ON PARAMETER a TO r"),
                new Gate(15, "CREATE PUBLICATION p FOR TABLES IN SCHEMA s"),
                new Gate(15, "CREATE PUBLICATION p FOR TABLE t (a)"),
                new Gate(16, "SELECT 1 FROM (SELECT 1)"),
                new Gate(16, "SELECT 1 FROM a JOIN ((SELECT 1)) ON true"),
                new Gate(16, "REINDEX SYSTEM"),
                new Gate(16, "ALTER TABLE t ALTER a SET STORAGE DEFAULT"),
                new Gate(16, "GRANT a TO b WITH INHERIT TRUE"),
                new Gate(16, "REVOKE INHERIT OPTION FOR a FROM b"),
                new Gate(17, "CLUSTER (VERBOSE)"),
                new Gate(17, "ALTER DOMAIN d ADD NOT NULL"),
                new Gate(17, "ALTER OPERATOR + (int, int) SET (MERGES)"),
                new Gate(17, "CREATE SEQUENCE s UNLOGGED"),
                new Gate(17, "ALTER STATISTICS s SET STATISTICS DEFAULT"),
                new Gate(18, "ANALYZE ONLY t"));
    }

    @ParameterizedTest
    @MethodSource("gates")
    void olderMajorsDoNotKnowIt(Gate gate) {
        assertThat(new SqlParser(gate.since()).parse("test.sql", SqlParserTest.text(gate.sql())))
                .isNotNull();
        assertThatThrownBy(() -> new SqlParser(gate.since() - 1).parse("test.sql", SqlParserTest.text(gate.sql())))
                .hasMessageContaining("PostgreSQL " + (gate.since() - 1) + " does not know ")
                .hasMessageEndingWith("which came with " + gate.since() + ".");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM ((SELECT 1)) AS a",
                "GRANT a TO b WITH ADMIN OPTION",
                "REVOKE ADMIN OPTION FOR a FROM b",
                "CLUSTER (VERBOSE) t",
                "ALTER OPERATOR + (int, int) SET (JOIN = f)",
                "REINDEX SYSTEM d",
                "ANALYZE t",
                "CREATE PUBLICATION p FOR TABLE ONLY t"
            })
    void whatLooksLikeItIsOld(String sql) {
        assertThat(new SqlParser(SqlParser.OLDEST).parse("test.sql", SqlParserTest.text(sql)))
                .isNotNull();
    }
}
