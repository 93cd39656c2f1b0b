package dev.bellows.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

@ExtendWith(PostgresExtension.class)
class PostgresTestTest {
    @BeforeEach
    void createTable(TestDatabase database) {
        database.sql("CREATE TABLE users (id int PRIMARY KEY, name text, dropped int); ALTER TABLE users DROP dropped");
    }

    @PostgresTest
    void aTestSeesWhatItsPreparationDid(TestDatabase database) {
        assertThat(database.columns("users")).containsExactly("id", "name");
        database.sql("INSERT INTO users VALUES (1, 'one'), (2, NULL)");
        assertThat(database.query("SELECT id, name FROM public.users ORDER BY id"))
                .hasToString("[[1, one], [2, null]]");
        assertThat(database.value("SELECT name FROM users WHERE id = 1")).isEqualTo("one");
        assertThat(database.value("SELECT name FROM users WHERE id = 2")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyTestHasADatabaseOfItsOwn(int id, TestDatabase database) {
        database.sql("INSERT INTO users VALUES (" + id + ", 'mine')");
        assertThat(database.query("SELECT id FROM users")).hasToString("[[" + id + "]]");
    }

    @PostgresTest
    void twoParametersAreTwoDatabases(TestDatabase first, TestDatabase second) {
        assertThat(first.name()).isNotEqualTo(second.name());
        assertThat(first.columns("users")).isNotEmpty();
        assertThatThrownBy(() -> second.columns("users"))
                .hasMessageContaining("\"users\" does not exist")
                .hasCauseInstanceOf(PSQLException.class);
    }

    @PostgresTest
    void theUserMayDoEverything(TestDatabase database) {
        assertThat(database.value("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .isEqualTo("t");
        assertThat(database.jdbcUrl()).contains("/" + database.name()).doesNotContain("password");
    }

    @PostgresTest
    void aDatabaseGoesEvenWhileItIsUsed(TestDatabase database, TestDatabase other) throws SQLException {
        try (Connection connection = other.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE lasting (id int)");
            other.migrations("-- file: 1_one.sql\nSELECT 1;\n");
            other.close();
        }
        assertThat(database.query("SELECT FROM pg_database WHERE datname = '" + other.name() + "'"))
                .isEmpty();
        assertThat(other.folder()).doesNotExist();
    }

    @PostgresTest
    void filesAreWrittenFromOneTextBlock(TestDatabase database) {
        database.migrations("""
                -- file: 1_users.sql
                -- a comment
                CREATE TABLE users ();
                -- file: other/2_empty.sql
                -- file: 3_last.sql
                SELECT '-- file: no';
                """);
        assertThat(database.folder().resolve("1_users.sql")).hasContent("-- a comment\nCREATE TABLE users ();\n");
        assertThat(database.folder().resolve("other/2_empty.sql")).isEmptyFile();
        assertThat(database.folder().resolve("3_last.sql")).hasContent("SELECT '-- file: no';\n");
        assertThatThrownBy(() -> database.migrations("SELECT 1;")).hasMessageContaining("must come before");
        assertThatThrownBy(() -> database.migrations("-- file: ../x.sql\n")).hasMessageContaining("../x.sql");
    }
}
