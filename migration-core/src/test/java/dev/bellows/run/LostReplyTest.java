package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** COMMIT was sent and the connection cut: what is in the database is found out, and nothing runs twice. */
@Timeout(120)
@Tag("scenario-3")
class LostReplyTest {
    private static Report applyThrough(TcpProxy proxy, TestDatabase db) {
        return Bellows.on(proxy.dataSource(db))
                .migrations(db.folder().toString())
                .applyWithoutLease();
    }

    @PostgresTest
    void theReplyIsLostAndTheRunGoesOn(TestDatabase db) throws IOException {
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                -- file: 2_b.sql
                INSERT INTO a VALUES (2);
                """);
        FirstCommit commit = FirstCommit.unanswered(Fate.CUT);
        try (TcpProxy proxy = TcpProxy.before(db, commit)) {
            assertThat(applyThrough(proxy, db).steps()).extracting("version").containsExactly("1", "2");
            assertThat(commit.hasPassed()).isTrue();
        }
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 2/2", "applied 2 1/1");
        assertThat(db.value("SELECT string_agg(i::text, ' ' ORDER BY i) FROM a"))
                .isEqualTo("1 2");
    }

    @PostgresTest
    void whoWentOnMeanwhileIsNotRepeated(TestDatabase db) throws IOException {
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                -- file: 2_b.sql
                INSERT INTO a VALUES (2);
                """);
        // The way back takes a while, and another runner, which waited for the lock, is quicker.
        try (TcpProxy proxy =
                TcpProxy.before(db, FirstCommit.unanswered(Fate.CUT).meanwhile(db::apply))) {
            assertThatThrownBy(() -> applyThrough(proxy, db))
                    .isInstanceOf(NotInTimeException.class)
                    .hasMessageContaining("another runner acted; 2 did not go on")
                    .satisfies(e -> assertThat(((NotInTimeException) e).report().steps())
                            .extracting("version")
                            .containsExactly("1"));
        }
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 2/2", "applied 2 1/1");
        assertThat(db.value("SELECT string_agg(i::text, ' ' ORDER BY i) FROM a"))
                .isEqualTo("1 2");
    }

    @PostgresTest
    void aFileWithoutATransactionGoesOnWithItsNextStatement(TestDatabase db) throws IOException {
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_a.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                VACUUM a;
                """);
        FirstCommit commit = FirstCommit.unanswered(Fate.CUT);
        try (TcpProxy proxy = TcpProxy.before(db, commit)) {
            assertThat(applyThrough(proxy, db).current()).isTrue();
            assertThat(commit.hasPassed()).isTrue();
        }
        assertThat(db.ledger())
                .containsExactly("baselined 0", "applied 1 1/3", "applied 1 2/3", "intent 1 2/3", "applied 1 3/3");
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
    }

    @PostgresTest
    void anAnnouncementWhoseReplyIsLostLeavesNothingInDoubt(TestDatabase db) throws IOException {
        db.sql("CREATE TABLE a (i int); CREATE PROCEDURE work() LANGUAGE plpgsql AS"
                + " $$ BEGIN INSERT INTO a VALUES (1); COMMIT; END $$");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_call.sql\n-- bellows:transaction off\nCALL work();\n");
        FirstCommit commit = FirstCommit.unanswered(Fate.CUT);
        try (TcpProxy proxy = TcpProxy.before(db, commit)) {
            assertThat(applyThrough(proxy, db).current()).isTrue();
        }
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo("1");
    }

    @PostgresTest
    void whoResumedWhatWasAnnouncedAndDiedLeavesNothingToRepeat(TestDatabase db) throws IOException {
        db.sql("CREATE TABLE a (i int); CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()), pg_sleep(60); RETURN NULL; END $$");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_index.sql\nCREATE INDEX CONCURRENTLY ON a (i);\n");
        // Another runner builds the index and is gone before it has recorded that.
        Runnable quicker = () -> {
            db.sql("CREATE TRIGGER die BEFORE INSERT ON bellows_ledger FOR EACH ROW WHEN (NEW.event = 'applied')"
                    + " EXECUTE FUNCTION die()");
            assertThatThrownBy(db::apply).isInstanceOf(UnreachableException.class);
            db.sql("DROP TRIGGER die ON bellows_ledger");
        };
        try (TcpProxy proxy =
                TcpProxy.before(db, FirstCommit.unanswered(Fate.CUT).meanwhile(quicker))) {
            assertThatThrownBy(() -> applyThrough(proxy, db))
                    .isInstanceOf(NotInTimeException.class)
                    .hasMessageContaining("another runner acted; 1 did not go on");
        }
        assertThat(db.apply().current()).isTrue();
        assertThat(db.value("SELECT count(*) FROM pg_indexes WHERE tablename = 'a'"))
                .isEqualTo("1");
    }

    @PostgresTest
    void theCommitItselfIsLostAndNothingIsApplied(TestDatabase db) throws IOException {
        db.bellows().baseline("0");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (i int);\n");
        try (TcpProxy proxy = TcpProxy.before(db, FirstCommit.lost(Fate.CUT))) {
            assertThatThrownBy(() -> applyThrough(proxy, db))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("nothing of that transaction is in the database; next: bellows apply");
        }
        assertThat(db.value("SELECT to_regclass('a')")).isNull();
        assertThat(db.apply().steps()).hasSize(1);
        assertThat(db.ledger()).containsExactly("baselined 0", "applied 1 1/1");
    }
}
