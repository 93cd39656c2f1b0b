package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Progress;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Who is in the way is named, and nothing is lost by waiting. */
class WaitingTest {
    @PostgresTest
    void aConcurrentBuildNamesTheOldTransactionThatItWaitsFor(TestDatabase db) throws SQLException {
        db.migrations("""
                -- file: 1_orders.sql
                CREATE TABLE orders (id int);
                """);
        db.apply();
        db.migrations("""
                -- file: 2_index.sql
                CREATE INDEX CONCURRENTLY orders_id ON orders (id);
                """);
        List<String> blockers = Collections.synchronizedList(new ArrayList<>());
        try (Connection reader = db.connection();
                Statement statement = reader.createStatement()) {
            statement.execute("SET application_name = 'nightly report'");
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM orders");

            db.bellows()
                    .listener(progress -> {
                        if (progress instanceof Progress.WaitingForOthers waiting) {
                            blockers.addAll(waiting.blockers());
                            end(reader);
                        }
                    })
                    .apply();
        }

        assertThat(blockers)
                .hasSize(1)
                .first()
                .asString()
                .contains("application nightly report", "idle in transaction");
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'orders_id'::regclass"))
                .isEqualTo("t");
    }

    private static void end(Connection reader) {
        try {
            reader.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
