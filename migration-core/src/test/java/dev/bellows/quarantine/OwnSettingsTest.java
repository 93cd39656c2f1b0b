package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Given a server that compiles what it takes for expensive, when the catalogs are asked how a column is kept, then nothing is compiled. */
class OwnSettingsTest {
    /** The sequences keep what was seen, although the plan's questions are rolled back. */
    private static final String MADE = """
            -- file: 0001_made.sql
            CREATE SEQUENCE quiet; CREATE SEQUENCE loud; CREATE SEQUENCE outside;
            CREATE FUNCTION looks() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
                PERFORM nextval(CASE WHEN current_setting('search_path') <> '' THEN 'public.outside'
                    WHEN current_setting('jit') = 'off' THEN 'public.quiet' ELSE 'public.loud' END);
                RETURN true; END $$;
            CREATE DOMAIN watched AS int CHECK (looks());
            CREATE TABLE t (id int PRIMARY KEY, c watched); INSERT INTO t VALUES (1, 2);
            """;

    @PostgresTest
    void questionsToTheCatalogsAreNotCompiled(TestDatabase db) {
        db.sql("ALTER DATABASE " + db.name() + " SET jit = on");
        db.migrations(MADE);
        db.apply();
        db.sql("SELECT setval('outside', 1, false)");
        db.migrations("""
                -- file: 0002_drop.sql
                -- bellows:phase contract
                ALTER TABLE t DROP c;
                INSERT INTO t VALUES (2);
                SELECT 1::watched;
                """);

        db.applyAttested();

        assertThat(db.query("SELECT sequencename, last_value IS NOT NULL FROM pg_sequences ORDER BY 1"))
                .as("the file's own statements have their settings back")
                .containsExactly(List.of("loud", "f"), List.of("outside", "t"), List.of("quiet", "t"));
    }

    @PostgresTest
    void whatWaitsIsReadWithoutTheCompilerAndTheSettingIsBack(TestDatabase db) throws SQLException {
        db.sql("ALTER DATABASE " + db.name() + " SET jit = on");
        try (Connection connection = db.connection()) {
            assertThat(OwnSettings.uncompiled(connection, () -> jit(connection)))
                    .isEqualTo("off");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(jit(connection)).isEqualTo("on");

            connection.setAutoCommit(false);
            assertThat(OwnSettings.uncompiled(connection, () -> jit(connection)))
                    .isEqualTo("off");
            assertThat(jit(connection)).isEqualTo("on");
            connection.rollback();
        }
    }

    private static String jit(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW jit")) {
            row.next();
            return row.getString(1);
        }
    }
}
