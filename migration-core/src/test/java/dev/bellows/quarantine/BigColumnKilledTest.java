package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.quarantine.KilledProcess.Deed;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/**
 * Given a process that is killed before one of its statements after the other while it copies a big column and drops it, then
 * the next one goes on, and the copy is whole. Most are tried, and all with {@code -Dbellows.kills=1}.
 */
@Timeout(600)
class BigColumnKilledTest {
    private static final String BATCHES = "in the batches";

    @PostgresTest
    void whatIsKilledAnywhereIsFinishedByTheNextRun(TestDatabase db) throws IOException {
        db.migrations("-- file: 0001_orders.sql\nCREATE TABLE orders (id int PRIMARY KEY, size text);\n");
        db.apply();
        db.sql("INSERT INTO orders SELECT i, 's' || i FROM generate_series(1, 3000) AS i;"
                + " UPDATE pg_class SET reltuples = 1e9 WHERE oid = 'orders'::regclass");
        db.sql("CREATE TABLE twin (id int PRIMARY KEY, size text); INSERT INTO twin SELECT id, size FROM orders");
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE orders DROP COLUMN size;\n");
        int every = Integer.getInteger("bellows.kills", 2);
        List<String> where = new ArrayList<>();
        int next = 1;
        // Killed when all was done, only its last questions are missing.
        while (KilledTest.killed(Deed.APPLY, next, db) && db.columns("orders").contains("size")) {
            String there = where(db);
            // What is done is not done again, so a later stage has its own first statement.
            boolean further = !where.isEmpty() && !where.get(where.size() - 1).equals(there);
            // What comes behind the batches is over within a few statements.
            next = further ? 1 : next + (there.equals(BATCHES) ? 1 : every);
            where.add(there);
            // The application goes on, whatever was killed.
            db.sql("UPDATE orders SET size = size || 'x' WHERE id % 4 = 0; DELETE FROM orders WHERE id = 1000 + "
                    + where.size() + "; INSERT INTO orders VALUES (10000 + " + where.size() + ", 's');"
                    + " TRUNCATE twin; INSERT INTO twin SELECT id, size FROM orders");
        }

        assertThat(where)
                .contains("in the set-up, or ended", BATCHES, "catching up, or before the gate", "behind the gate");
        assertThat(db.columns("orders")).containsExactly("id");
        String place = db.value("SELECT evidence::json #>> '{quarantined,0,place}' FROM bellows_ledger"
                + " WHERE event = 'applied' AND version = '0002'");
        assertThat(db.query("SELECT t.id, t.size, k.size FROM twin AS t LEFT JOIN " + place
                        + " AS k USING (id) WHERE t.size IS DISTINCT FROM k.size"))
                .isEmpty();
        assertThat(db.value("SELECT count(*) FROM pg_proc WHERE proname = 'bellows_changed'"))
                .isEqualTo("0");
        assertThat(db.ledger().stream().filter(entry -> entry.startsWith("copying")))
                .hasSize(1);
    }

    private static String where(TestDatabase db) {
        List<List<@Nullable String>> schema = db.query("SELECT nspname FROM pg_namespace WHERE nspname ~ '^bellows_q'");
        if (schema.isEmpty()) {
            return "in the set-up, or ended";
        }
        if ("f".equals(db.value("SELECT whole FROM " + schema.get(0).get(0) + ".bellows_progress"))) {
            return BATCHES;
        }
        return db.ledger().contains("opened 0002") ? "behind the gate" : "catching up, or before the gate";
    }
}
