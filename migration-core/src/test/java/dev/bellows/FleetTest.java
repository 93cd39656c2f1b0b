package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Report;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;

/** The same migrations on many schemas: what becomes of one changes nothing for the others. */
@Tag("scenario-32")
class FleetTest {
    private static final int ALL = 12;

    private final List<Fleet.Member> members = new ArrayList<>();

    private Fleet tenants(TestDatabase db) {
        db.migrations("""
                -- file: 0001_orders.sql
                CREATE TABLE orders (id int PRIMARY KEY);
                -- file: 0002_total.sql
                ALTER TABLE orders ADD COLUMN total good;
                """);
        IntStream.range(0, ALL).forEach(i -> {
            String schema = "tenant_" + i;
            db.sql("CREATE SCHEMA " + schema + "; CREATE DOMAIN " + schema + ".good AS int");
            members.add(new Fleet.Member(schema, db.dataSource(), schema));
        });
        return Fleet.of(db.bellows()).parallel(3);
    }

    private static String applied(TestDatabase db) {
        return db.value(
                "SELECT string_agg(attrelid::regclass::text, ' ' ORDER BY attrelid::regclass::text) FROM pg_attribute"
                        + " WHERE attname = 'total' AND NOT attisdropped");
    }

    @PostgresTest
    void eachHasItsOwnLedgerAndOneThatFailsStopsNoOther(TestDatabase db) {
        Fleet fleet = tenants(db);
        db.sql("DROP DOMAIN tenant_5.good");
        List<String> heard = new ArrayList<>();

        List<Fleet.Outcome<Report>> outcomes =
                fleet.apply(members, outcome -> heard.add(outcome.member().name()));

        assertThat(outcomes).extracting(Fleet.Outcome::member).isEqualTo(members);
        assertThat(heard).hasSize(ALL).doesNotHaveDuplicates();
        assertThat(outcomes.get(5).problem()).isInstanceOf(StatementFailedException.class);
        assertThat(outcomes).filteredOn(outcome -> outcome.problem() == null).hasSize(ALL - 1);
        assertThat(applied(db).split(" ")).hasSize(ALL - 1).doesNotContain("tenant_5.orders");
    }

    @PostgresTest
    void theNextRunDoesOnlyWhatIsLeft(TestDatabase db) {
        Fleet fleet = tenants(db);
        db.sql("DROP DOMAIN tenant_5.good");
        fleet.apply(members, outcome -> {});
        db.sql("CREATE DOMAIN tenant_5.good AS int");

        List<Fleet.Outcome<Report>> outcomes = fleet.apply(members, outcome -> {});

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome.problem()).isNull())
                .filteredOn(outcome -> !outcome.result().steps().isEmpty())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.member().name()).isEqualTo("tenant_5"));
        assertThat(applied(db).split(" ")).hasSize(ALL);
    }

    @PostgresTest
    void afterTheFirstFailureNoOtherIsBegunWhereThatIsWanted(TestDatabase db) {
        Fleet fleet = tenants(db).parallel(1).failFast();
        db.sql("DROP DOMAIN tenant_5.good");

        List<Fleet.Outcome<Report>> outcomes = fleet.apply(members, outcome -> {});

        assertThat(outcomes.stream().map(Fleet.Outcome::tried).toList())
                .isEqualTo(IntStream.range(0, ALL).mapToObj(i -> i <= 5).toList());
        assertThat(db.value("SELECT to_regclass('tenant_6.bellows_ledger')")).isNull();
    }

    @PostgresTest
    void anInterruptReachesThoseThatWorkAndTheOthersAreNotBegun(TestDatabase db) {
        Fleet fleet = tenants(db);
        Thread caller = Thread.currentThread();

        List<Fleet.Outcome<Report>> outcomes = fleet.parallel(1)
                .listener((member, progress) -> caller.interrupt())
                .apply(members, outcome -> {});

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcomes).filteredOn(outcome -> !outcome.tried()).isNotEmpty();
    }
}
