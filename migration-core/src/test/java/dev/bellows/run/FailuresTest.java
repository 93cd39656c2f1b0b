package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

class FailuresTest {
    @PostgresTest
    void aSentenceSaysTheServersReasonButNoValuesOfRows(TestDatabase db) throws SQLException {
        db.sql("CREATE TABLE t (secret text PRIMARY KEY, CHECK (secret <> 'empty')); INSERT INTO t VALUES ('s3cret');"
                + " CREATE VIEW v AS SELECT FROM t");

        assertThat(sentence(db, "DROP TABLE t")).endsWith(" (view v depends on table t)");
        assertThat(sentence(db, "INSERT INTO t VALUES ('s3cret')"))
                .isEqualTo("duplicate key value violates unique constraint \"t_pkey\"");
        assertThat(sentence(db, "INSERT INTO t VALUES ('empty')"))
                .isEqualTo("new row for relation \"t\" violates check constraint \"t_secret_check\"");
    }

    private static String sentence(TestDatabase db, String sql) throws SQLException {
        try (Connection connection = db.connection();
                Statement statement = connection.createStatement()) {
            return Failures.sentence(catchThrowableOfType(SQLException.class, () -> statement.execute(sql)));
        }
    }
}
