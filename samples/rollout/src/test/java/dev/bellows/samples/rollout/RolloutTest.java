package dev.bellows.samples.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Given two old servers under load, when they are replaced one after the other, then no request fails. */
class RolloutTest {
    @PostgresTest
    void theContractWaitsForTheLastOldServerAndNoRequestFails(TestDatabase db) throws Exception {
        try (Server first = Server.start(db, "1.0.0");
                Server second = Server.start(db, "1.0.0");
                Load load = Load.on(List.of(first, second));
                Server third = Server.start(db, "1.1.0")) {
            assertThat(third.awaitLine("0004 is held by")).contains("2 instances of orders 1.0.0 (head 0001)");
            load.replace(first, third);
            first.stop();

            try (Server fourth = Server.start(db, "1.1.0")) {
                assertThat(fourth.awaitLine("0004 is held by")).contains("1 instance of orders 1.0.0 (head 0001)");
                assertThat(db.columns("orders")).contains("total");
                load.replace(second, fourth);
                second.stop();

                awaitContract(db);
                load.goOn(200);
                load.end();

                assertThat(load.failures()).isEmpty();
                assertThat(load.answered()).isGreaterThan(400);
                assertThat(db.columns("orders")).containsExactly("id", "total_cents");
                assertThat(db.value("SELECT count(*) || ' of ' || count(total_cents) FROM orders"))
                        .isEqualTo(load.taken() + " of " + load.taken());
                System.out.println("rollout: " + load.answered() + " requests, " + load.taken() + " of them orders, "
                        + load.failures().size() + " failed");
            }
        }
    }

    @PostgresTest
    @Tag("scenario-20")
    void anOldServerThatStartsBehindTheContractIsRefusedByName(TestDatabase db) throws Exception {
        try (Server only = Server.start(db, "1.1.0");
                Server late = Server.start(db, "1.0.0")) {
            assertThat(late.awaitLine("not serving"))
                    .contains("0004")
                    .contains("ships 0002")
                    .contains("head 0001");
            assertThat(only.answers()).isTrue();
        }
    }

    /** Asked by a session that says what it is: one that declares nothing would hold the contract itself. */
    private static void awaitContract(TestDatabase db) throws InterruptedException {
        while (!db.ledger().contains("applied 0004 3/3")) {
            Thread.sleep(500);
        }
    }
}
