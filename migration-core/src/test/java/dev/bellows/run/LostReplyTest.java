package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
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
