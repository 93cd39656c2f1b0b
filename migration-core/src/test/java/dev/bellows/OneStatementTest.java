package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;

/** Statements with semicolons inside reach the server whole: through our splitter and through the driver's. */
class OneStatementTest {
    @PostgresTest
    void bodiesRulesAndSchemas(TestDatabase db) {
        db.migrations("""
                -- file: 1_semicolons.sql
                CREATE TABLE log (id int, note text DEFAULT 'a;b', "odd;name" int);
                CREATE FUNCTION grade(points int) RETURNS text LANGUAGE sql
                BEGIN ATOMIC
                    SELECT CASE WHEN points > 9 THEN 'a;' ELSE CASE points WHEN 5 THEN 'b' ELSE 'c' END END;
                END;
                CREATE PROCEDURE write(what text) LANGUAGE sql
                BEGIN ATOMIC
                    INSERT INTO log (note) VALUES (what);
                    INSERT INTO log (note) VALUES (what || '; again');
                END;
                CREATE FUNCTION quoted() RETURNS int LANGUAGE plpgsql AS $a$ BEGIN RETURN $$1;2$$::text IS NULL; END $a$;
                CREATE RULE both_of_them AS ON DELETE TO log DO ALSO (SELECT 1; SELECT 2);
                CREATE SCHEMA parts CREATE TABLE a (i int) CREATE VIEW b AS SELECT i FROM a;
                CREATE TABLE a$b (i int); -- $$ ; $$
                SELECT 'x' /* ; /* ; */ ; */ AS "a?b", '{d}', ARRAY[1]::int[] @> ARRAY[1], '{"a":1}'::jsonb ? 'a';
                CALL write('x');
                DO $do$ BEGIN PERFORM grade(5); END $do$;
                """);

        assertThat(db.apply().steps().get(0).total()).isEqualTo(10);

        assertThat(db.value("SELECT grade(5) || grade(10) || grade(1)")).isEqualTo("ba;c");
        assertThat(db.value("SELECT string_agg(note, '|') FROM log")).isEqualTo("x|x; again");
        assertThat(
                        db.value(
                                "SELECT count(*) FROM pg_class WHERE relnamespace = 'parts'::regnamespace AND relkind IN ('r', 'v')"))
                .isEqualTo("2");
    }

    @PostgresTest
    void theLineOfBadDataIsToldAndKeptOutOfTheLedger(TestDatabase db) {
        db.migrations("-- file: 1_n.sql\nCREATE TABLE n (i int);\nCOPY n FROM STDIN;\n1\n2\nhunter2\n\\.\n");

        StatementFailedException e = catchThrowableOfType(StatementFailedException.class, db::apply);

        assertThat(e.report().failure().context()).isEqualTo("COPY n, line 3, column i: \"hunter2\"");
        assertThat(e.report().failure().next()).startsWith("correct the file, then");
        assertThat(db.query("SELECT l::text FROM bellows_ledger AS l").toString())
                .doesNotContain("hunter2");
    }

    @PostgresTest
    void whereRowsDoNotFitTheFileIsNotWhatHasToChange(TestDatabase db) {
        db.migrations("""
                -- file: 1_n.sql
                CREATE TABLE n AS SELECT 1 AS i FROM generate_series(1, 2);
                ALTER TABLE n ADD UNIQUE (i);
                """);

        StatementFailedException e = catchThrowableOfType(StatementFailedException.class, db::apply);

        assertThat(e.report().failure().next()).startsWith("correct the file, or the rows that are in the way, then");
    }

    @PostgresTest
    void copyTakesItsDataFromTheFile(TestDatabase db) {
        db.migrations("""
                -- file: 1_countries.sql
                CREATE TABLE countries (code text, name text);
                COPY countries (code, name) FROM STDIN;
                de\tDeutschland; Land
                fr\t\\N
                \\.
                INSERT INTO countries VALUES ('at', 'Österreich');
                COPY countries FROM STDIN WITH (FORMAT csv);
                it,"Italia, ""bella\"""
                \\.
                """);

        db.apply();

        assertThat(db.query("SELECT code, name FROM countries ORDER BY code"))
                .containsExactly(
                        java.util.List.of("at", "Österreich"),
                        java.util.List.of("de", "Deutschland; Land"),
                        java.util.Arrays.asList("fr", null),
                        java.util.List.of("it", "Italia, \"bella\""));
    }
}
