package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.Blocker;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Status;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** Roles that may do less than usual: what Bellows can do without is done without, the rest is asked for by name. */
@Timeout(180)
class PrivilegesTest {
    private static Bellows as(TestRole role, TestDatabase db) {
        return Bellows.on(role.dataSource()).migrations(db.folder().toString());
    }

    private static TestRole migrator(TestDatabase db) {
        TestRole role = TestRole.in(db, "migrator");
        db.sql("GRANT ALL ON SCHEMA public TO " + role.name());
        return role;
    }

    @PostgresTest
    void aRoleThatMayNotAskForTheClusterWritesNone(TestDatabase db) {
        db.sql("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        try (TestRole role = migrator(db)) {
            assertThat(as(role, db).applyWithoutLease().current()).isTrue();

            assertThat(db.query("SELECT system_identifier FROM bellows_ledger")).containsExactly(List.of(""));
            assertThat(as(role, db).status().notices()).isEmpty();
            // Who may ask cannot tell from such an entry where it was written: no cluster is not another one.
            assertThat(db.bellows().status().notices()).isEmpty();
        }
    }

    @PostgresTest
    void aPlanThatTheRoleCannotCarryOutIsRefusedAsItsRunWouldBe(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nSELECT 1;\n");
        db.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        try (TestRole role = TestRole.in(db, "reader")) {
            assertThat(grants(() -> as(role, db).plan()))
                    .isEqualTo(grants(() -> as(role, db).applyWithoutLease()));
            db.apply();
            db.migrations("-- file: 2_b.sql\nSELECT 2;\n");
            db.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role.name());

            assertThatThrownBy(() -> as(role, db).plan())
                    .hasMessageContaining("may not SELECT and INSERT on \"public\".\"bellows_ledger\"");
        }
    }

    @PostgresTest
    void whoMayReadTheLedgerButNotTheLeasesSeesTheStatusAndHearsThatGatesCouldNotBeAsked(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (b text);\n");
        db.apply();
        db.migrations("-- file: 2_b.sql\n-- bellows:phase contract\nALTER TABLE a DROP COLUMN b;\n");
        try (TestRole role = TestRole.in(db, "reader")) {
            db.sql("GRANT SELECT ON bellows_ledger, bellows_head TO " + role.name());

            Status status = as(role, db).status();

            assertThat(status.rows()).extracting(Status.Row::version).containsExactly("1", "2");
            assertThat(status.gates()).isEmpty();
            assertThat(status.notices()).anySatisfy(notice -> assertThat(notice)
                    .startsWith("who holds the pending contracts could not be asked: ")
                    .contains("bellows_"));
        }
    }

    @PostgresTest
    void whoMayNotTakeALeaseIsToldWhatToGrant(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        db.apply();
        db.sql("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC");
        try (TestRole role = TestRole.in(db, "application")) {
            db.sql("GRANT SELECT ON bellows_ledger, bellows_head TO " + role.name());
            RefusedException refused = catchThrowableOfType(RefusedException.class, as(role, db)::validate);
            assertThat(refused).hasMessageContaining("privileges: this role may not take a lease");

            db.sql(refused.report().refusals().get(0).next().replace("grant it: ", ""));

            try (Lease lease = as(role, db).validate()) {
                assertThat(lease.overtaken()).isFalse();
            }
        }
    }

    @PostgresTest
    @Tag("scenario-28")
    void whatIsMissingIsToldAsTheStatementsThatGrantIt(TestDatabase db) {
        db.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        db.migrations("-- file: 1_a.sql\nSELECT 1;\n");
        try (TestRole role = TestRole.in(db, "newcomer")) {
            db.sql(grants(as(role, db)::apply));
            assertThat(as(role, db).applyWithoutLease().current()).isTrue();
        }
        db.migrations("-- file: 2_b.sql\nSELECT 2;\n");
        db.bellows().ledger("other").applyWithoutLease();
        db.migrations("-- file: 3_c.sql\nSELECT 3;\n");
        try (TestRole role = TestRole.in(db, "successor")) {
            Bellows bellows = as(role, db).ledger("other");

            db.sql(grants(bellows::apply));

            assertThat(bellows.applyWithoutLease().current()).isTrue();
        }
    }

    private static String grants(Runnable refused) {
        RefusedException e = catchThrowableOfType(RefusedException.class, refused::run);
        String next = e.report().refusals().get(0).next();
        assertThat(next).startsWith("grant it: GRANT ").endsWith(", or name a role that has it with --role");
        assertThat(e.report().refusals().get(0).cause())
                .containsAnyOf("lacks a privilege: permission denied for", "may not create the ledger");
        return next.substring("grant it: ".length(), next.lastIndexOf(", or"));
    }

    @PostgresTest
    void whatOthersDoIsLeftOutForARoleThatMayNotSeeIt(TestDatabase db) throws SQLException {
        List<String> named = new ArrayList<>();
        try (TestRole role = migrator(db)) {
            db.sql("CREATE TABLE a (i int); ALTER TABLE a OWNER TO " + role.name());
            as(role, db).baseline("0");
            db.migrations("-- file: 1_a.sql\nALTER TABLE a ADD j int;\n");
            try (Connection reader = db.connection()) {
                reader.setAutoCommit(false);
                reader.createStatement()
                        .execute("SET application_name = 'nightly report'; SELECT 'my secret', count(*) FROM a");
                as(role, db)
                        .listener(progress -> {
                            // How old their transactions are is not told either, so it finds out by asking for the
                            // lock.
                            if (progress instanceof Progress.Retrying retrying) {
                                named.add(retrying.why());
                                finish(reader);
                            }
                        })
                        .applyWithoutLease();
            }
            assertThat(db.columns("a")).containsExactly("i", "j");
        }
        assertThat(named).hasSize(1);
        assertThat(named.get(0))
                .contains("in the way: pid ")
                .contains("application nightly report")
                .endsWith("; grant pg_read_all_stats to see what it does")
                .doesNotContain("secret", "idle");
    }

    private static void finish(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    void aWaiterThatMayNotSeeTheHoldersWorkStillNamesIt(TestDatabase db) throws Exception {
        db.migrations("-- file: 1_slow.sql\nCREATE TABLE slow ();\n");
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch named = new CountDownLatch(1);
        List<Blocker> holders = new ArrayList<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (TestRole role = migrator(db)) {
            // Its ledger is there already, and it may use it.
            db.bellows().baseline("0");
            db.sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role.name());
            Future<?> first = thread.submit(() -> db.bellows()
                    .listener(progress -> {
                        if (progress instanceof Progress.StepStarted) {
                            working.countDown();
                            await(named);
                        }
                    })
                    .applyWithoutLease());
            working.await();

            assertThat(as(role, db)
                            .listener(progress -> {
                                if (progress instanceof Progress.WaitingForLock waiting) {
                                    holders.add(waiting.holder());
                                    named.countDown();
                                }
                            })
                            .applyWithoutLease()
                            .steps())
                    .isEmpty();
            first.get();
        } finally {
            named.countDown();
            thread.shutdownNow();
        }
        assertThat(holders.get(0).application()).startsWith("bellows ");
        assertThat(holders.get(0).state()).as("this role is not told").isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @PostgresTest
    void whereTheProbeMayNotCompareTheDoubtRemainsAndThePrivilegeIsNamed(TestDatabase db) {
        db.migrations("-- file: 1_i.sql\nCREATE INDEX CONCURRENTLY a_i ON a (i);\n");
        try (TestRole role = migrator(db)) {
            db.sql("REVOKE TEMPORARY ON DATABASE " + db.name() + " FROM PUBLIC; CREATE TABLE a (i int);"
                    + " ALTER TABLE a OWNER TO " + role.name());
            as(role, db).baseline("0");
            builtAndNotRecorded(as(role, db), db);
            assertThat(db.ledger()).containsExactly("baselined 0", "intent 1 0/1");

            assertThatThrownBy(as(role, db)::apply)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("in-doubt")
                    .hasMessageContaining("permission denied to create temporary tables")
                    .hasMessageContaining("bellows apply");

            assertThat(db.ledger()).as("a question is no failure").containsExactly("baselined 0", "intent 1 0/1");
            db.sql("GRANT TEMPORARY ON DATABASE " + db.name() + " TO " + role.name());
            assertThat(as(role, db).applyWithoutLease().current()).isTrue();
            assertThat(db.ledger()).endsWith("intent 1 0/1", "applied 1 1/1");
        }
    }

    /** The index gets built, and nothing can be said of it any more: as if the process had died in between. */
    private static void builtAndNotRecorded(Bellows bellows, TestDatabase db) {
        db.sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN RAISE EXCEPTION 'no room'; END $$;"
                + " CREATE TRIGGER refuse BEFORE INSERT ON bellows_ledger FOR EACH ROW WHEN (NEW.event <> 'intent')"
                + " EXECUTE FUNCTION refuse()");
        assertThatThrownBy(bellows::apply).hasMessageContaining("no room");
        db.sql("DROP TRIGGER refuse ON bellows_ledger");
        assertThat(db.value("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_i'::regclass"))
                .isEqualTo("t");
    }
}
