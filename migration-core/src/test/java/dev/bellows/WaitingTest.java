package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.bellows.model.Blocker;
import dev.bellows.model.CommandProgress;
import dev.bellows.model.CommandProgress.Counter;
import dev.bellows.model.Progress;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
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
        List<Blocker> blockers = Collections.synchronizedList(new ArrayList<>());
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
                    .applyWithoutLease();
        }

        assertThat(blockers).hasSize(1);
        assertThat(blockers.get(0).application()).isEqualTo("nightly report");
        assertThat(blockers.get(0).state()).isEqualTo("idle in transaction");
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'orders_id'::regclass"))
                .isEqualTo("t");
    }

    @PostgresTest
    void whoWaitsUntilTheSchemaIsCurrentSaysSoAndHowMuchIsMissing(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nSELECT 1;\n-- file: 2_b.sql\nSELECT 2;\n");
        List<String> told = Collections.synchronizedList(new ArrayList<>());

        db.bellows()
                .listener(progress -> {
                    if (progress instanceof Progress.Notice notice) {
                        told.add(notice.text());
                        db.apply();
                    }
                })
                .awaitCurrent(Duration.ofMinutes(1));

        assertThat(told)
                .containsExactly(
                        "the schema is not current yet; waiting until somebody has applied the rest (2 to go)");
    }

    private static void end(Connection reader) {
        try {
            reader.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    void howFarAnIndexBuildIsIsToldAlsoInATransaction(TestDatabase db) {
        db.migrations("""
                -- file: 1_orders.sql
                CREATE TABLE orders (id int);
                INSERT INTO orders SELECT generate_series(1, 40);
                CREATE FUNCTION slowly(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
                    'BEGIN PERFORM pg_sleep(0.1); RETURN $1; END';
                -- file: 2_index.sql
                CREATE INDEX orders_id ON orders (slowly(id));
                """);
        List<CommandProgress> told = Collections.synchronizedList(new ArrayList<>());

        db.bellows()
                .listener(progress -> {
                    if (progress instanceof Progress.StatementProgress advance) {
                        told.add(advance.progress());
                    }
                })
                .applyWithoutLease();

        assertThat(told).isNotEmpty().allSatisfy(progress -> {
            assertThat(progress.command()).isEqualTo("CREATE INDEX");
            assertThat(progress.phase()).startsWith("building index");
            assertThat(progress.counters()).contains(new Counter("blocks", 1, 1));
        });
    }

    @PostgresTest
    void aPreparedTransactionInTheWayIsNamed(TestDatabase db) {
        assumeFalse(
                "0".equals(db.value("SHOW max_prepared_transactions")), "the server keeps no prepared transactions");
        db.migrations("-- file: 1_orders.sql\nCREATE TABLE orders (id int);\n");
        db.apply();
        db.migrations("-- file: 2_total.sql\nALTER TABLE orders ADD total int;\n");
        String name = "left over in " + db.name();
        db.sql("BEGIN; INSERT INTO orders VALUES (1); PREPARE TRANSACTION '" + name + "'");
        List<Blocker> blockers = new ArrayList<>();

        db.bellows()
                .listener(progress -> {
                    if (progress instanceof Progress.WaitingForOthers waiting) {
                        blockers.addAll(waiting.blockers());
                        db.sql("COMMIT PREPARED '" + name + "'");
                    }
                })
                .applyWithoutLease();

        assertThat(blockers).hasSize(1);
        assertThat(blockers.get(0).pid()).isZero();
        assertThat(blockers.get(0).prepared()).isEqualTo(name);
        assertThat(blockers.get(0).state()).isEqualTo("prepared");
        assertThat(blockers.get(0).inTransaction()).isNotNull();
    }
}
