package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SplitterTest {
    record Case(String script, List<String> statements) {
        Case(String script, String... statements) {
            this(script, List.of(statements));
        }
    }

    static List<Case> scripts() {
        return List.of(
                new Case(""),
                new Case(" \n-- nothing\n/* at all */;;\n;"),
                new Case("SELECT 1", "SELECT 1"),
                new Case("SELECT 1;", "SELECT 1"),
                new Case(" SELECT 1 ; ; SELECT 2 -- two\n", "SELECT 1", "SELECT 2"),
                new Case("\uFEFFSELECT 1;\r\nSELECT 2;\r\n", "SELECT 1", "SELECT 2"),
                new Case("/* a; */ SELECT/*;*/ 1 --;\n+ 2; /* b */", "SELECT/*;*/ 1 --;\n+ 2"),
                new Case(
                        "SELECT ';', \";\", $$;$$, $a$;$$;$a$, E'\\';'; SELECT 2",
                        "SELECT ';', \";\", $$;$$, $a$;$$;$a$, E'\\';'",
                        "SELECT 2"),
                new Case(
                        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); SELECT 3",
                        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)",
                        "SELECT 3"),
                new Case(
                        "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1; SELECT 2",
                        "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT 1",
                        "SELECT 2"),
                new Case("SELECT 1); SELECT 2", "SELECT 1)", "SELECT 2"),
                new Case("SELECT (1; SELECT 2", "SELECT (1; SELECT 2"),
                new Case("DO $$ BEGIN PERFORM 1; END $$; SELECT 2", "DO $$ BEGIN PERFORM 1; END $$", "SELECT 2"));
    }

    static List<String> sqlBodies() {
        return List.of(
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
                "create or replace function f() returns int language sql begin atomic select 1; end",
                "CREATE/**/PROCEDURE p() BEGIN /* ; */ ATOMIC INSERT INTO t VALUES (1); END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 ELSE CASE b WHEN 2 THEN 3 END END; SELECT 2; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN a THEN 1 END), CASE WHEN b THEN (1) END; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; SELECT t.case, t.end FROM t; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT begin, atomic FROM t; SELECT 'end;'; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT begin atomic FROM t; END",
                "CREATE FUNCTION f(begin int DEFAULT (1)) RETURNS int STABLE BEGIN ATOMIC SELECT 1; END",
                "CREATE PROCEDURE p() BEGIN ATOMIC CREATE FUNCTION g() RETURNS int BEGIN ATOMIC SELECT 1; END; SELECT 2; END",
                "CREATE FUNCTION f() RETURNS int RETURN CASE WHEN a THEN 1 END",
                "CREATE FUNCTION f() RETURNS int AS 'BEGIN ATOMIC' LANGUAGE sql",
                "CREATE FUNCTION f() RETURNS int AS $$ BEGIN ATOMIC; $$ LANGUAGE sql",
                "CREATE FUNCTION begin.atomic() RETURNS int AS 'x' LANGUAGE sql",
                "CREATE TABLE begin (atomic int)",
                "CREATE VIEW v AS SELECT begin atomic FROM t",
                "SELECT begin atomic FROM t",
                "CREATE FUNCTION \"begin\"() RETURNS atomic AS 'x' LANGUAGE sql");
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void splitsAtTheSemicolonsThatEndAStatement(Case one) {
        assertThat(texts(one.script())).isEqualTo(one.statements());
        assertPartsMakeTheWhole(one.script());
    }

    @ParameterizedTest
    @MethodSource("sqlBodies")
    void keepsTheBodyOfARoutineTogether(String routine) {
        assertThat(texts(routine + "; SELECT 'next';" + routine + ";"))
                .containsExactly(routine, "SELECT 'next'", routine);
    }

    @Test
    void saysWhereAStatementStands() throws IOException {
        String script = "\uFEFF-- é\uD83D\uDE00\r\n  SELECT 1;\r'\uD83D\uDE00' ;\n\n  SELECT\n2";
        try (Splitter splitter = new Splitter("test.sql", new StringReader(script))) {
            assertThat(splitter.next())
                    .isEqualTo(
                            new StatementText(1, new Span(10, 18, 2, 3), "SELECT 1", new TransactionUse.Inside(false)));
            assertThat(splitter.next()).extracting("number", "span").containsExactly(2, new Span(20, 24, 2, 13));
            assertThat(splitter.next()).extracting("number", "span").containsExactly(3, new Span(30, 38, 4, 3));
            assertThat(splitter.next()).isNull();
            assertThat(splitter.next()).isNull();
        }
    }

    @Test
    void closesTheReader() throws IOException {
        StringReader reader = new StringReader("SELECT 1");
        new Splitter("test.sql", reader).close();

        assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
    }

    static void assertPartsMakeTheWhole(String script) {
        String text = script.startsWith("\uFEFF") ? script.substring(1) : script;
        StringBuilder joined = new StringBuilder();
        for (StatementText statement : statements(script)) {
            int start = (int) statement.span().start();
            int end = (int) statement.span().end();
            String gap = text.substring(joined.length(), start);
            assertThat(TokenList.ofScanner(gap))
                    .allMatch(token -> token.kind().isGap() || token.kind() == TokenKind.SEMICOLON);
            assertThat(text.substring(start, end)).isEqualTo(statement.text());
            assertThat(statement.text()).isEqualTo(statement.text().strip());
            joined.append(gap).append(statement.text());
        }
        String rest = text.substring(joined.length());
        assertThat(TokenList.ofScanner(rest))
                .allMatch(token -> token.kind().isGap() || token.kind() == TokenKind.SEMICOLON);
        assertThat(joined.append(rest).toString()).isEqualTo(text);
    }

    static List<String> texts(String script) {
        return statements(script).stream().map(StatementText::text).toList();
    }

    static List<StatementText> statements(String script) {
        List<StatementText> statements = new ArrayList<>();
        try (Splitter splitter = new Splitter("test.sql", new StringReader(script))) {
            for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                statements.add(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return statements;
    }
}
