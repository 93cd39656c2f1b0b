package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Timeout;

/** Given instances and runners whose clocks are two hours apart, when a contract is applied, then only the server's counts. */
@Timeout(180)
class WrongClockTest {
    private static final Duration MINUTES = Duration.ofMinutes(30);

    @PostgresTest
    void leasesOfInstancesWhoseClocksAreWrongCountAsAllOthers(TestDatabase db) throws Exception {
        assumeThat(WrongClock.isAvailable()).as(WrongClock.MISSING).isTrue();
        db.migrations("""
                -- file: 1_orders.sql
                CREATE TABLE orders (id bigint PRIMARY KEY, old text);
                """);
        db.apply();
        try (WrongClock ahead = WrongClock.instance(db, "+1h");
                WrongClock behind = WrongClock.instance(db, "-1h")) {
            assertThat(ahead.time()).isAfter(Instant.now().plus(MINUTES));
            assertThat(behind.time()).isBefore(Instant.now().minus(MINUTES));
            assertThat(leases(db)).as("by the server's clock").isEqualTo("2");
            db.migrations("""
                    -- file: 2_drop_old.sql
                    -- bellows:phase contract
                    ALTER TABLE orders DROP COLUMN old;
                    """);

            assertThat(db.apply().held()).singleElement().asString().contains("2 instances of api (head 1)");
            assertThat(WrongClock.apply(db, "+1h")).contains("2 instances of api (head 1)");
            assertThat(WrongClock.apply(db, "-1h")).contains("2 instances of api (head 1)");

            String first = db.value("SELECT max(expires) FROM bellows_lease");
            Until.isTrue(db, "(SELECT min(expires) > '" + first + "' FROM bellows_lease)");
            assertThat(leases(db)).as("renewed, by the server's clock").isEqualTo("2");
        }
        assertThat(WrongClock.apply(db, "-1h")).isEqualTo("held: []");
        assertThat(db.columns("orders")).doesNotContain("old");
    }

    /** How many there are whose end is near: not hours from now. */
    private static String leases(TestDatabase db) {
        return String.valueOf(db.value("SELECT count(*) FROM bellows_lease"
                + " WHERE expires BETWEEN clock_timestamp() - interval '30 minutes' AND clock_timestamp() + lifetime"));
    }
}
