package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Kept;
import dev.bellows.model.QuarantineWay;
import dev.bellows.quarantine.KilledProcess.Deed;
import dev.bellows.run.OtherProcess;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Given a process that is killed before one of its statements after the other, then nothing is lost or kept twice, and the last one
 * ends. A JVM for each takes its time: every seventh is tried, and all of them with {@code -Dbellows.kills=1}.
 */
@Timeout(600)
class KilledTest {
    private static final String SHOP = """
            -- file: 0001_shop.sql
            CREATE TYPE state AS ENUM ('new', 'paid');
            CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL);
            CREATE INDEX ON customers (name);
            CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers, state state);
            INSERT INTO customers VALUES (1, 'a'), (2, 'b');
            INSERT INTO orders VALUES (1, 1, 'new'), (2, 2, 'paid');
            """;
    private static final String DROP = """
            -- file: 0002_drop.sql
            -- bellows:phase contract
            %sDROP TABLE orders;
            DROP TYPE state;
            ALTER TABLE customers DROP COLUMN name;
            """;
    private static final String OFF = "-- bellows:transaction off\n";

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({"APPLY, false", "APPLY, true", "RESTORE, false", "DOWN, false", "DOWN, true", "PURGE, false"})
    void whatIsKilledAnywhereIsFinishedByTheNextRun(Deed deed, boolean statementwise, TestDatabase db)
            throws IOException {
        db.migrations(SHOP);
        db.apply();
        Map<String, Set<String>> before = Picture.of(db);
        db.migrations(DROP.formatted(statementwise ? OFF : ""));
        if (deed != Deed.APPLY) {
            db.applyAttested();
        }
        int every = Integer.getInteger("bellows.kills", 7);
        int next = 1;
        while (killed(deed, next, db)) {
            next += every;
            soundness(db);
        }
        assertThat(next).isGreaterThan(1);
        soundness(db);
        if (deed == Deed.APPLY) {
            assertThat(db.bellows().quarantined())
                    .extracting(Kept::object)
                    .containsExactlyInAnyOrder("public.orders", "type public.state", "public.customers.name");
            db.bellows().restore("0002");
        }
        if (deed == Deed.PURGE) {
            assertThat(db.ledger())
                    .filteredOn(entry -> entry.startsWith("purged"))
                    .hasSize(3);
        } else {
            lookAsTold(db);
            assertThat(Picture.of(db)).isEqualTo(before);
        }
        assertThat(db.bellows().quarantined()).isEmpty();
    }

    /**
     * A key of a table that came back is looked at when that is committed: who is killed between the two leaves it NOT VALID, and the
     * status of the database says so.
     */
    private static void lookAsTold(TestDatabase db) {
        db.bellows().status().notices().stream()
                .filter(notice -> notice.contains(" were not seen to fit "))
                .forEach(notice -> db.sql(notice.substring(notice.indexOf("next: ") + 6)));
    }

    /** Whether it was killed; otherwise it came to its end. */
    static boolean killed(Deed deed, int before, TestDatabase db) throws IOException {
        try (OtherProcess process =
                OtherProcess.start(db, KilledProcess.class, List.of(), deed.name(), Integer.toString(before))) {
            String said = process.awaitStopOrEnd();
            assertThat(said.lines().reduce((first, last) -> last).orElse(""))
                    .as(said)
                    .isIn(OtherProcess.STOPPED, "done");
            if (said.endsWith("done\n")) {
                return false;
            }
        }
        while (!"0"
                .equals(db.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name LIKE 'bellows%'"))) {
            Thread.onSpinWait();
        }
        return true;
    }

    /** The ledger and the schemas tell the same, and every row is there once. */
    private static void soundness(TestDatabase db) {
        Set<String> waiting = new TreeSet<>();
        boolean purged = db.ledger().stream().anyMatch(entry -> entry.startsWith("purged"));
        for (Kept kept : db.bellows().quarantined()) {
            waiting.add(kept.name());
            if (kept.way() != QuarantineWay.NEEDED) {
                assertThat(db.value("SELECT count(*) FROM " + kept.place())).isEqualTo("2");
            }
        }
        assertThat(db.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'bellows\\_q%'").stream()
                        .map(row -> String.valueOf(row.get(0))))
                .containsExactlyInAnyOrderElementsOf(waiting);
        boolean named = db.columns("customers").contains("name");
        boolean orders = db.value("SELECT to_regclass('orders')") != null;
        if (!purged) {
            assertThat(waiting)
                    .hasSize((named ? 0 : 1)
                            + (orders ? 0 : 1)
                            + (db.value("SELECT to_regtype('state')") == null ? 1 : 0));
        }
        assertThat(db.value(orders ? "SELECT count(*) FROM orders" : "SELECT 2"))
                .isEqualTo("2");
        assertThat(db.value(named ? "SELECT count(name) FROM customers" : "SELECT 2"))
                .isEqualTo("2");
    }
}
