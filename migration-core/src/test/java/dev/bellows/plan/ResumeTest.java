package dev.bellows.plan;

import static dev.bellows.model.Phases.CONTRACT;
import static dev.bellows.model.Phases.EXPAND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that stopped half-way, and what a file may not hold. */
class ResumeTest extends StoryBase {
    @Test
    void aFileWithAForbiddenStatementRunsOutsideATransaction() {
        assertThat(story.files(MIXED).apply()).containsExactly("run 2 outside a transaction");
    }

    @Test
    void theDirectiveDecidesToo() {
        assertThat(story.files("-- file: 1_a.sql\n-- bellows:transaction off\nSELECT 1;\n")
                        .apply())
                .containsExactly("run 1 outside a transaction");
    }

    @ParameterizedTest
    @CsvSource({
        "failed 2 1/4, 1",
        "failed 2 3/4, 3",
        "applied 2 1/4, 1",
        "applied 2 3/4, 3",
        "resolved 2 1/4 resume-at:2, 1"
    })
    void whatStoppedGoesOnAfterWhatIsDone(String entry, String done) {
        assertThat(story.files(MIXED).happened(entry).apply())
                .containsExactly("run 2 after " + done + " of 4 outside a transaction");
    }

    @ParameterizedTest
    @CsvSource({"failed 2 0/4", "resolved 2 0/4 resume-at:1"})
    void whatNeverBeganIsPending(String entry) {
        assertThat(story.files(MIXED).happened(entry).apply()).containsExactly("run 2 outside a transaction");
    }

    @Test
    void aKnownFailureEndsTheDoubt() {
        story.files(MIXED).happened("applied 2 2/4", "intent 2 2/4", "failed 2 2/4");

        assertThat(story.apply()).containsExactly("run 2 after 2 of 4 outside a transaction");
    }

    @Test
    void aStatementInDoubtThatTheDatabaseCanTellIsAskedAbout() {
        story.files(MIXED).happened("applied 2 1/4", "intent 2 1/4");

        assertThat(story.apply()).containsExactly("run 2 after 1 of 4 in doubt outside a transaction");
    }

    @Test
    void anotherStatementInDoubtIsForAPerson() {
        story.files(MIXED).happened("applied 2 2/4", "intent 2 2/4");

        assertThat(story.apply())
                .containsExactly(
                        "in-doubt 2_mixed.sql: an earlier run ended while statement 3 of 4 ran outside a transaction,"
                                + " and the database cannot tell whether it was done; look at the database, then: bellows resolve 2"
                                + " --as resume-at:3 (it was not done) or resume-at:4 (it was)");
        assertThat(story.resolve("2", "resume-at:4")).isNull();
        assertThat(story.happened("resolved 2 3/4 resume-at:4").apply())
                .containsExactly("run 2 after 3 of 4 outside a transaction");
    }

    @Test
    void whatRanMustStillBeThere() {
        story.files(MIXED).happened("applied 2 2/4").files(MIXED.replace("CREATE TABLE a", "CREATE TABLE changed"));

        assertThat(story.apply())
                .containsExactly(
                        "prefix-edited 2_mixed.sql: one of its first 2 statements, which ran or may have, has been"
                                + " edited since; put it back as it was (what comes after may change), or decide: bellows resolve 2"
                                + " --as applied|reverted|resume-at:N");
    }

    @Test
    void whatComesAfterMayChange() {
        story.files(MIXED).happened("applied 2 2/4").files(MIXED.replace("SELECT 4", "SELECT 'four'; SELECT 5"));

        assertThat(story.apply()).containsExactly("run 2 after 2 of 5 outside a transaction");
    }

    @Test
    void theStatementInDoubtMustStillBeTheOneThatWasAnnounced() {
        story.files(MIXED)
                .happened("intent 2 1/4")
                .files(MIXED.replace("CREATE INDEX CONCURRENTLY a_i", "CREATE INDEX CONCURRENTLY b_i"));

        assertThat(story.apply()).hasSize(1).first().asString().startsWith("prefix-edited 2_mixed.sql");
    }

    @Test
    @Tag("scenario-19")
    void aFileMayBeShortenedToWhatRanButNotFurther() {
        String two = "-- file: 2_mixed.sql\nCREATE TABLE a (i int);\nCREATE INDEX CONCURRENTLY a_i ON a (i);\n";
        story.files(MIXED).happened("applied 2 2/4").files(two);
        assertThat(story.apply()).containsExactly("run 2 after 2 of 2 outside a transaction");

        story.files("-- file: 2_mixed.sql\nCREATE TABLE a (i int);\n");
        assertThat(story.apply()).hasSize(1).first().asString().startsWith("prefix-edited 2_mixed.sql");
    }

    @Test
    void aFileWithoutForbiddenStatementsAnyMoreStillResumesOutsideATransaction() {
        story.files(MIXED)
                .happened("applied 2 1/4")
                .files("-- file: 2_mixed.sql\nCREATE TABLE a (i int);\nSELECT 'rest';\n");

        assertThat(story.apply()).containsExactly("run 2 after 1 of 2 outside a transaction");
    }

    @Test
    void theFirstStatementAlone() {
        story.files(MIXED).happened("applied 2 1/4").files("-- file: 2_mixed.sql\nSELECT 1;\n");

        assertThat(story.apply())
                .first()
                .asString()
                .startsWith(
                        "prefix-edited 2_mixed.sql: its first statement, which ran or may have, has been edited since");
    }

    @Test
    void toLeavesWhatStoppedBeyondItAlone() {
        story.plain("1_a.sql").files(MIXED).happened("applied 2 1/4");

        assertThat(story.set(to -> to.outOfOrder(true)).applyTo("1")).containsExactly("run 1");
    }

    @Test
    void phasesHoldForWhatStoppedToo() {
        story.files(MIXED.replace("sql\n", "sql\n-- bellows:phase contract\n"))
                .plain("3_c.sql")
                .happened("applied 2 1/4");

        assertThat(story.apply(EXPAND))
                .containsExactly(
                        "run 3", "notice: the contract 2 is unfinished; finish it: bellows apply --phase contract");
        assertThat(story.apply(CONTRACT)).containsExactly("run 2 after 1 of 4 outside a transaction");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COMMIT | transaction-control 1_a.sql:3: COMMIT would end or split the transaction that makes a migration all or"
                        + " nothing; remove it: Bellows begins and commits; for a file without a transaction use"
                        + " '-- bellows:transaction off'",
                "DISCARD ALL | loses-the-lock 1_a.sql:3: DISCARD ALL would release the lock that keeps other runners out;"
                        + " remove it; RESET ALL and RESET ROLE are allowed, and undone after the migration anyway",
                "SELECT pg_advisory_unlock_all() | loses-the-lock 1_a.sql:3: pg_advisory_unlock_all would release the lock that"
                        + " keeps other runners out; remove it; RESET ALL and RESET ROLE are allowed, and undone after the"
                        + " migration anyway",
                "SET TRANSACTION READ ONLY | changes-the-transaction 1_a.sql:3: SET TRANSACTION would change the transaction"
                        + " that also writes the ledger; remove it: migrations run read-write at READ COMMITTED",
                "SET standard_conforming_strings = off | changes-the-strings 1_a.sql:3: SET standard_conforming_strings would"
                        + " make the server read strings by other rules than Bellows, which splits the file; remove it, and"
                        + " write backslash escapes as E'…' strings",
            })
    void whatAMigrationMayNotHold(String statement, String refusal) {
        story.files("-- file: 1_a.sql\nSELECT 1;\n\n" + statement + ";\n");

        assertThat(story.apply()).containsExactly(refusal);
    }

    @Test
    void everyForbiddenStatementIsNamed() {
        assertThat(story.files("-- file: 1_a.sql\nBEGIN;\nSELECT 1;\nCOMMIT;\n").apply())
                .extracting(line -> line.substring(0, line.indexOf(':', line.indexOf(".sql:") + 5)))
                .containsExactly("transaction-control 1_a.sql:1", "transaction-control 1_a.sql:3");
    }

    @Test
    void aTransactionCannotHoldWhatPostgresForbidsInIt() {
        story.files("-- file: 1_a.sql\n-- bellows:transaction on\nCREATE INDEX CONCURRENTLY a_i ON a (i);\n");

        assertThat(story.apply())
                .containsExactly(
                        "not-in-transaction 1_a.sql:2: PostgreSQL runs CREATE INDEX CONCURRENTLY only outside a"
                                + " transaction, and the file says 'transaction on'; remove that directive, or put the statement into a"
                                + " migration of its own");
    }
}
