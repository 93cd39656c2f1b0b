package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a statement may be shown. */
class SqlSecretsTest {
    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE bob PASWORD 'hunter2'",
                "SELECT 1; ALTER ROLE bob PASSWORD E'hunter2'",
                "OPTIONS (user 'bob', password 'hunter2')",
                "'host=a password=hunter2 x=1'",
                "SELECT nothing('postgresql://bob:hunter2@db/shop')",
                "DO $$ BEGIN EXECUTE format('ALTER ROLE bob PASSWORD %L', 'hunter2'); END $$"
            })
    void aMaskedTextIsAsLongAsItWas(String sql) {
        String masked = SqlSecrets.of(sql).masked('*');

        assertThat(SqlSecrets.mayBeIn(sql)).isTrue();
        assertThat(masked).hasSameSizeAs(sql).doesNotContain(SECRET).contains("*");
    }

    @Test
    void aColumnCalledPasswordIsNoSecret() {
        String sql = "ALTER TABLE users ADD password text NOT NULL";
        assertThat(SqlSecrets.of(sql).excerpt(0, sql.length())).isEqualTo(sql);
        assertThat(SqlSecrets.of(sql).hide("password authentication failed"))
                .isEqualTo("password authentication failed");
    }

    @Test
    void theExcerptKeepsItsLines() {
        String sql = "ALTER ROLE bob\n  PASSWORD 'hun\nter2' x";
        assertThat(SqlSecrets.of(sql).excerpt(0, sql.length())).isEqualTo("ALTER ROLE bob\n  PASSWORD '***'\n'***' x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'hunter2'",
                "-- don't\nSELECT\n  'hunter2'",
                "/* don't */ SELECT 'hunter2'",
                "SELECT \"it's\", 'hunter2'",
                "SELECT $$it's hunter2$$",
                "SELECT 1 -- 'hunter2",
                "SELECT E'it\\'s hunter2', 'cut off hunter2"
            })
    void whatSomebodyElseRunsIsShownWithoutItsStringsAndComments(String query) {
        assertThat(SqlSecrets.withoutStrings(query)).contains("SELECT").doesNotContain(SECRET, "\n");
    }
}
