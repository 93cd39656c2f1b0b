package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scripts, by their text alone, do nothing but make tables. */
class NewTablesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (i int)",
                "CREATE UNLOGGED TABLE t (i int)",
                "CREATE TABLE t (i int); CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); CREATE INDEX ON T (i)",
                "CREATE TABLE app.t (i int); CREATE UNIQUE INDEX ON app.t (i)",
                "CREATE TABLE t (i int); COMMENT ON TABLE t IS 'ours'; ALTER TABLE t ADD PRIMARY KEY (i)",
                "CREATE TABLE t (i int); CREATE TYPE mood AS ENUM ('a'); ALTER TABLE t ADD COLUMN m mood",
                "CREATE TABLE a (i int PRIMARY KEY); CREATE TABLE b (i int); CREATE INDEX ON a (i)",
                "CREATE DOMAIN age AS int CHECK (VALUE > 0); CREATE TABLE t (i age)"
            })
    void nothingButNewTables(String script) throws IOException {
        assertThat(makesTablesOnly(script)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Others are locked.
                "CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int REFERENCES others); CREATE INDEX ON t (i)",
                "CREATE TABLE t PARTITION OF others DEFAULT",
                "CREATE TABLE t () INHERITS (others)",
                "CREATE TABLE t (i int); ALTER TABLE t ADD FOREIGN KEY (i) REFERENCES others",
                "CREATE TABLE t (i int); ALTER TABLE t INHERIT others",
                "CREATE TABLE t (i int); ALTER TABLE others ADD COLUMN j int",
                // It may have been there before, or be another one of that name.
                "CREATE TABLE IF NOT EXISTS t (i int); CREATE INDEX ON t (i)",
                "CREATE TABLE app.t (i int); CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); CREATE INDEX ON app.t (i)",
                "CREATE TABLE t (i int); CREATE INDEX ON \"T\" (i)",
                "CREATE TABLE pg_class (i int); CREATE INDEX ON pg_class (i)",
                "CREATE TABLE t (i int); SET search_path = app; CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); ALTER TABLE t RENAME TO u; ALTER TABLE others RENAME TO t; CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); ALTER TABLE t SET SCHEMA app; CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); DROP TABLE t; CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); CREATE TEMP TABLE t (i int); CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); CREATE SCHEMA app; CREATE INDEX ON t (i)",
                // Code of others may have run.
                "CREATE TABLE t (i int); SELECT rename_all(); CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); INSERT INTO others VALUES (1); CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); DO 'BEGIN END'; CREATE INDEX ON t (i)",
                "CREATE TABLE t (i int); CREATE EXTENSION hstore; CREATE INDEX ON t (i)",
                // Nobody knows what it is.
                "CREATE TABLE t (i int); CREATE NONSENSE; CREATE INDEX ON t (i)"
            })
    void somethingElse(String script) throws IOException {
        assertThat(makesTablesOnly(script)).isFalse();
    }

    private static boolean makesTablesOnly(String script) throws IOException {
        NewTables tables = new NewTables();
        boolean only = true;
        try (Splitter splitter = new Splitter("a.sql", new StringReader(script))) {
            for (@Nullable StatementText next = splitter.next(); next != null && only; next = splitter.next()) {
                only = tables.goOnWith(next);
            }
        }
        return only;
    }
}
