package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.Bellows;
import dev.bellows.model.Location;
import dev.bellows.model.Settings;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given somebody who changes a table while a contract waits for its lock, when the table is dropped, then the change waits too. */
@Timeout(120)
class LockFirstTest {
    @ParameterizedTest
    @ValueSource(strings = {"ALTER TABLE orders DROP COLUMN size;", "DROP TABLE orders;"})
    @ExtendWith(PostgresExtension.class)
    void whatChangesWhileTheLockIsWaitedForComesBackToo(String drop, TestDatabase db) throws Exception {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE customers (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, size int, customer int);
                """);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\n-- bellows:lock-timeout 60s\n" + drop);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection somebody = db.connection()) {
            somebody.setAutoCommit(false);
            somebody.createStatement()
                    .execute(
                            "ALTER TABLE orders ADD FOREIGN KEY (customer) REFERENCES customers;"
                                    + " ALTER TABLE orders ADD CONSTRAINT positive CHECK (size > 0); CREATE INDEX ON orders (size)");
            Future<?> run = thread.submit(() -> Bellows.on(db.dataSource())
                    .settings(Settings.DEFAULT
                            .change()
                            .migrations(List.of(Location.of(db.folder().toString())))
                            .timeouts(Timeouts.DEFAULT.withRetry(Duration.ofMillis(1)))
                            .build())
                    .attest("nothing old lives in a test")
                    .applyWithoutLease());
            while (!"t"
                    .equals(db.value(
                            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'orders'::regclass"
                                    + " AND mode = 'AccessExclusiveLock')"))) {
                Thread.sleep(10);
            }
            somebody.commit();
            run.get();
        } finally {
            thread.shutdownNow();
        }
        db.sql("CREATE TABLE as_it_was (id int PRIMARY KEY, customer int, size int);"
                + " ALTER TABLE as_it_was ADD CONSTRAINT positive CHECK (size > 0); CREATE INDEX ON as_it_was (size);"
                + " ALTER TABLE as_it_was ADD FOREIGN KEY (customer) REFERENCES customers; DELETE FROM customers");

        assertThat(db.bellows().restore("0002")).allMatch(each -> each.missing().isEmpty());

        assertThat(described(db, "orders")).isEqualTo(described(db, "as_it_was"));
    }

    private static Set<String> described(TestDatabase db, String table) {
        Set<String> found = new TreeSet<>();
        for (String catalog : Map.of(
                        "pg_constraint",
                                "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 't'::regclass",
                        "pg_index", "SELECT indexdef FROM pg_indexes WHERE tablename = 't'")
                .values()) {
            db.query(catalog.replace("'t'", "'" + table + "'"))
                    .forEach(row -> found.add(String.valueOf(row.get(0)).replace(table, "t")));
        }
        return found;
    }
}
