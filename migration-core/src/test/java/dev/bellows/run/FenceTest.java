package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.BellowsException;
import dev.bellows.model.Listener;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Phases;
import dev.bellows.model.Progress;
import dev.bellows.model.UnreachableException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

/** Two runners that both believe they hold the lock cannot both act. */
class FenceTest {
    private static final String FILES = """
            -- file: 1_a.sql
            CREATE TABLE a ();
            -- file: 2_b.sql
            CREATE TABLE b ();
            """;

    /** Does something once, when the second migration is about to begin. */
    private static Listener beforeTheSecond(Runnable deed) {
        return progress -> {
            if (progress instanceof Progress.StepStarted started && started.number() == 2) {
                deed.run();
            }
        };
    }

    @PostgresTest
    void aRunnerThatAnotherHasOvertakenDoesNothing(TestDatabase db) {
        db.migrations(FILES);

        // What a second runner with a stale view of the lock would have done: it moved the head.
        Listener overtaken = beforeTheSecond(() -> db.sql("UPDATE bellows_head SET position = position + 1"));

        assertThatThrownBy(() -> db.bellows().listener(overtaken).applyWithoutLease())
                .isInstanceOf(NotInTimeException.class)
                .hasMessageContaining("the ledger is no longer at position 1: another runner acted; 2 did not go on")
                .hasMessageContaining("next: bellows apply");

        assertThat(db.value("SELECT to_regclass('b')")).isNull();
        assertThat(db.ledger()).containsExactly("applied 1 1/1");
    }

    @PostgresTest
    @Tag("scenario-15")
    @Tag("scenario-25")
    void aRunnerWhoseSessionWasEndedStopsAndTheNextOneFinishes(TestDatabase db) {
        db.migrations(FILES);

        Listener killed = beforeTheSecond(() -> db.sql("SELECT pg_terminate_backend(pid) FROM pg_locks"
                + " WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname ="
                + " current_database())"));

        assertThatThrownBy(() -> db.bellows().listener(killed).applyWithoutLease())
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("the connection was lost during 2")
                .hasMessageContaining("nothing of it is in the database")
                .satisfies(
                        e -> assertThat(((BellowsException) e).report().steps()).hasSize(1));

        assertThat(db.apply().steps()).extracting("version").containsExactly("2");
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "applied 2 1/1");
    }

    @PostgresTest
    @Tag("scenario-15")
    void twoRunnersOneOfWhichLostItsLockApplyEachMigrationOnce(TestDatabase db) {
        db.sql("CREATE FUNCTION sly() RETURNS void LANGUAGE plpgsql AS"
                + " $$ BEGIN EXECUTE 'SELECT pg_advisory_' || 'unlock_all()'; END $$");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_sly.sql\nSELECT sly();\n-- file: 2_b.sql\nCREATE TABLE b ();\n");

        // The first has lost the lock by its first migration; the second takes it and finishes while the first waits.
        Listener meanwhile =
                beforeTheSecond(() -> assertThat(db.apply().current()).isTrue());

        assertThatThrownBy(() -> db.bellows().listener(meanwhile).applyWithoutLease())
                .isInstanceOf(BellowsException.class);

        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 1/1", "applied 2 1/1");
    }

    @PostgresTest
    void aContractThatCannotBeRecordedAsHeldStopsTheRunBeforeAnythingRan(TestDatabase db) {
        db.migrations(FILES + "-- file: 3_drop.sql\n-- bellows:phase contract\nDROP TABLE a;\n");
        db.bellows().to("1").applyWithoutLease();
        db.sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$;"
                + " CREATE TRIGGER refuse BEFORE INSERT ON bellows_ledger FOR EACH ROW WHEN (NEW.event = 'held')"
                + " EXECUTE FUNCTION refuse()");
        Bellows expands = db.bellows().phases(Phases.EXPAND);

        assertThatThrownBy(expands::apply).isInstanceOf(BellowsException.class).hasMessageContaining("no room");

        assertThat(db.value("SELECT to_regclass('b')")).isNull();
        assertThat(db.ledger()).containsExactly("applied 1 1/1");
        db.sql("DROP TRIGGER refuse ON bellows_ledger");
        expands.applyWithoutLease();
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "held 3", "applied 2 1/1");
    }

    @PostgresTest
    @Tag("scenario-2")
    void aFailedCommitOfTheEntryUndoesTheMigrationToo(TestDatabase db) {
        db.migrations(FILES);
        db.bellows().to("1").applyWithoutLease();
        db.sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                + " IF NEW.event = 'applied' THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$;"
                + " CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON bellows_ledger DEFERRABLE INITIALLY DEFERRED"
                + " FOR EACH ROW EXECUTE FUNCTION refuse()");

        assertThatThrownBy(db::apply).hasMessageContaining("no room");

        assertThat(db.value("SELECT to_regclass('b')")).isNull();
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "failed 2 0/1");
    }
}
