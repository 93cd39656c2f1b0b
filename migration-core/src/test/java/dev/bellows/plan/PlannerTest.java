package dev.bellows.plan;

import static dev.bellows.model.Phases.CONTRACT;
import static dev.bellows.model.Phases.EXPAND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.OwnerSettings;
import dev.bellows.model.SettingsBuilder;
import dev.bellows.model.Version;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an apply would run, and what it refuses. */
class PlannerTest extends StoryBase {
    private static final String LATE =
            "out-of-order 2_b.sql: version 2 is pending, and 3 is applied already; give 2 a version above 3, or apply it all"
                    + " the same: bellows apply --out-of-order";

    private static final String CONTRACTED = """
            -- file: 1_a.sql
            SELECT 1;
            -- file: 2_drop.sql
            -- bellows:phase contract
            SELECT 2;
            -- file: 3_c.sql
            SELECT 3;
            """;

    @Test
    void whatIsPendingRunsInOrder() {
        story.plain("10_b.sql", "9_a.sql", "R_view.sql");

        assertThat(story.apply()).containsExactly("run 9", "run 10", "run R_view");
        assertThat(story.current()).isFalse();

        story.happened("applied 9");
        assertThat(story.apply()).containsExactly("run 10", "run R_view");

        story.happened("applied 10", "applied R_view");
        assertThat(story.apply()).isEmpty();
        assertThat(story.current()).isTrue();
    }

    @Test
    void aPlanKnowsItsFenceAndItsHead() {
        story.plain("1_a.sql", "002_b.sql").happened("applied 1");

        Plan plan = story.plan(Wish.ALL);

        assertThat(plan.position()).isEqualTo(1);
        assertThat(plan.head()).isEqualTo("002");
        assertThat(plan.nothingToDo()).isFalse();
    }

    @Test
    void whatIsToRunIsLookedIntoWithItsDownAndWhatRanIsNot() {
        story.plain("1_a.sql", "2_b.sql")
                .files("-- file: 1_a.down.sql\nSELECT 'never closed;\n-- file: 2_b.down.sql\nSELECT 'never closed;\n");
        assertThat(story.apply())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("syntax 1_a.down.sql", "syntax 2_b.down.sql");

        story.happened("applied 1");
        assertThat(story.apply())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("syntax 2_b.down.sql");

        story.happened("applied 2");
        assertThat(story.apply()).isEmpty();
        assertThat(story.down(2))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("syntax 2_b.down.sql", "syntax 1_a.down.sql");
    }

    @Test
    void anEditedFileIsRefusedUntilItsChecksumIsAccepted() {
        story.plain("1_a.sql")
                .happened("applied 1")
                .files("-- file: 1_a.sql\nSELECT 2;\n")
                .plain("2_b.sql");

        assertThat(story.apply())
                .containsExactly(
                        "edited 1_a.sql: it has changed since version 1 was applied; put the file back and write a new"
                                + " migration; or, if the change does not matter: bellows resolve 1 --accept-checksum REASON");

        story.happened("resolved 1 accept-checksum");
        assertThat(story.apply()).containsExactly("run 2");

        story.files("-- file: 1_a.sql\nSELECT 3;\n");
        assertThat(story.apply()).hasSize(1).first().asString().startsWith("edited 1_a.sql");
    }

    @Test
    void afterAcceptanceBuildsWithTheFileThatRanAreAsGood() {
        story.plain("1_a.sql", "R_b.sql").happened("applied 1", "applied R_b");
        story.files("-- file: 1_a.sql\nSELECT 'edited';\n-- file: R_b.sql\nSELECT 'edited';\n")
                .happened("resolved 1 accept-checksum", "resolved R_b accept-checksum");
        assertThat(story.apply()).isEmpty();

        story.plain("1_a.sql", "R_b.sql");
        assertThat(story.apply()).as("the build that is not replaced yet").isEmpty();
        assertThat(story.current()).isTrue();

        story.files("-- file: 1_a.sql\nSELECT 'a third';\n");
        assertThat(story.disagreements()).as("what nobody accepted").hasSize(1);
    }

    @Test
    void whatWasAcceptedIsForgottenWhenTheMigrationRunsAnew() {
        story.plain("1_a.sql").happened("applied 1");
        story.files("-- file: 1_a.sql\nSELECT 'edited';\n")
                .happened("resolved 1 accept-checksum", "resolved 1 reverted", "applied 1");
        assertThat(story.disagreements()).isEmpty();

        story.plain("1_a.sql");
        assertThat(story.disagreements()).hasSize(1);
    }

    @Test
    @Tag("scenario-17")
    void aDeletedFileIsMissingUnlessANewerBuildHasIt() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql").happened("applied 1", "applied 2", "applied 3");

        story.without("2_b.sql");
        assertThat(story.apply())
                .containsExactly(
                        "missing: version 2 (b) is applied, and its file is gone; put the file back; or, if it is gone"
                                + " for good: bellows resolve 2 --missing REASON");
        assertThat(story.current()).isTrue();

        story.happened("resolved 2 missing");
        assertThat(story.apply()).isEmpty();

        story.without("3_c.sql");
        assertThat(story.apply()).as("an older build on a newer schema").isEmpty();
    }

    @Test
    void aFileThatIsGoneAgainAfterItCameBackIsMissingAgain() {
        story.plain("1_a.sql", "2_b.sql")
                .happened("applied 1", "applied 2", "resolved 1 missing", "reverted 1 1/1", "applied 1");

        assertThat(story.without("1_a.sql").apply())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("missing: version 1");
    }

    @Test
    void aHalfAppliedFileThatIsGoneIsDecidedNotAccepted() {
        story.plain("3_c.sql")
                .files(MIXED)
                .happened("applied 3", "applied 2 1/4")
                .without("2_mixed.sql");

        assertThat(story.apply())
                .containsExactly(
                        "missing: version 2 (mixed) is partly applied, and its file is gone; put the file back; or, if"
                                + " what it did is undone by hand: bellows resolve 2 --as reverted");
        assertThat(story.resolve("2", "reverted")).isNull();
    }

    @Test
    void commandsNameTheOwner() {
        story.plain("9_z.sql")
                .files("billing", "-- file: 0042_a.sql\nSELECT 1;\n-- file: 0001_b.sql\nSELECT 1;\n")
                .happened("applied billing:0042", "applied billing:7", "applied 9")
                .files("billing", "-- file: 0042_a.sql\nSELECT 2;\n");

        assertThat(story.apply())
                .containsExactly(
                        "edited 0042_a.sql: it has changed since version billing:0042 was applied; put the file back and write a"
                                + " new migration; or, if the change does not matter: bellows resolve billing:0042"
                                + " --accept-checksum REASON",
                        "missing: version billing:7 (gone) is applied, and its file is gone; put the file back; or, if it is"
                                + " gone for good: bellows resolve billing:7 --missing REASON",
                        "out-of-order 0001_b.sql: version billing:0001 is pending, and billing:0042 is applied already; give billing:0001 a version"
                                + " above 0042, or apply it all the same: bellows apply --out-of-order; for all of this owner:"
                                + " out-of-order = true in [owner.billing]");
        assertThat(story.resolve("billing:0042", "accept-checksum")).isNull();
        assertThat(story.resolve("billing:7", "missing")).isNull();
    }

    @Test
    void ownersShareOneLineOfVersions() {
        story.plain("1_a.sql", "3_c.sql")
                .files("billing", "-- file: 2_b.sql\nSELECT 1;\n-- file: 3_c.sql\nSELECT 1;\n")
                .happened("applied 1", "applied 3");

        assertThat(story.apply())
                .as("another owner's 3 is level with 3, its 2 comes too late")
                .containsExactly(
                        "out-of-order 2_b.sql: version billing:2 is pending, and 3 is applied already; give billing:2 a version"
                                + " above 3, or apply it all the same: bellows apply --out-of-order; for all of this owner:"
                                + " out-of-order = true in [owner.billing]");
    }

    @Test
    void oneOwnerMayComeLateWhileOthersMayNot() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql")
                .files("billing", "-- file: 2_b.sql\nSELECT 1;\n-- file: 4_d.sql\nSELECT 1;\n")
                .happened("applied 1", "applied 2", "applied billing:4")
                .set(to -> to.owner("billing", new OwnerSettings(null, true)));

        assertThat(story.apply())
                .containsExactly(
                        "out-of-order 3_c.sql: version 3 is pending, and billing:4 is applied already; give 3 a version above 4,"
                                + " or apply it all the same: bellows apply --out-of-order");
        assertThat(story.happened("applied 3").apply()).containsExactly("run billing:2");
    }

    @Test
    @Tag("scenario-18")
    void aVersionMergedLateIsRefusedUnlessAllowed() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql", "4_d.sql").happened("applied 1", "applied 3");

        assertThat(story.apply()).containsExactly(LATE);
        assertThat(story.apply(CONTRACT)).containsExactly(LATE);
        assertThat(story.set(to -> to.outOfOrder(true)).apply()).containsExactly("run 2", "run 4");
    }

    @Test
    void aLateContractIsNotHeldIntoOrder() {
        story.files(CONTRACTED).happened("applied 1", "applied 3");

        assertThat(story.apply(EXPAND)).hasSize(1).first().asString().startsWith("out-of-order 2_drop.sql");
    }

    @Test
    void whatFailedOrWasRevertedBelowTheHighestIsOutOfOrderAgain() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql").happened("applied 1", "applied 3");

        assertThat(story.happened("failed 2 0/1").apply()).containsExactly(LATE);
        assertThat(story.happened("applied 2").apply()).isEmpty();
        assertThat(story.happened("resolved 2 reverted").apply()).containsExactly(LATE);
    }

    @Test
    void aContractThatWasHeldKeepsItsPlace() {
        story.files(CONTRACTED);
        assertThat(story.apply(EXPAND)).containsExactly("run 1", "run 3", "hold 2");

        story.happened("held 2", "applied 1", "applied 3");
        assertThat(story.apply(EXPAND)).containsExactly("still held 2");
        assertThat(story.current()).isTrue();
        assertThat(story.apply(CONTRACT)).containsExactly("run 2");

        story.happened("failed 2 0/1");
        assertThat(story.apply(CONTRACT)).as("after a failure too").containsExactly("run 2");

        story.happened("applied 2", "reverted 2 1/1");
        assertThat(story.apply(EXPAND)).as("and after its down").containsExactly("hold 2");
    }

    @Test
    void aContractWaitsForTheExpandsBeforeIt() {
        story.files(CONTRACTED);

        assertThat(story.apply(CONTRACT))
                .containsExactly(
                        "expand-pending 2_drop.sql: the expand 1 comes before this contract and is not applied; apply it"
                                + " first: bellows apply --phase expand");
        assertThat(story.happened("applied 1").apply(CONTRACT)).containsExactly("run 2");
    }

    @Test
    void toStopsAtAVersion() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql", "R_view.sql");

        assertThat(story.applyTo("2")).containsExactly("run 1", "run 2");
        assertThat(story.applyTo("0")).isEmpty();
        assertThat(story.applyTo("3")).as("repeatables belong to the whole").containsExactly("run 1", "run 2", "run 3");
    }

    @Test
    void whatRunsAsOneIsPendingAgainAfterItFailed() {
        story.plain("1_a.sql").happened("failed 1 0/1");

        assertThat(story.apply()).containsExactly("run 1");
    }

    @Test
    void historyIsKnownAndNeverRefused() {
        story.set(to -> to.enforceFrom(Version.of("3"))).files("""
                        -- file: 1_a.sql
                        -- bellows:phase contract
                        SELECT 1;
                        -- file: 2_b.sql
                        SELECT 1;
                        """).plain("3_c.sql");
        assertThat(story.apply(EXPAND)).as("a new database: no gate").containsExactly("run 1", "run 2", "run 3");

        story.happened("applied 2").files("-- file: 2_b.sql\nSELECT 'edited';\n");
        assertThat(story.apply()).as("edited, and one that never ran").containsExactly("run 3");

        story.happened("applied 3", "failed 1 0/1").without("2_b.sql");
        assertThat(story.apply()).as("missing, and one that failed").isEmpty();
        assertThat(story.current()).isTrue();
        assertThat(story.next()).isEqualTo("nothing to do");
    }

    @Test
    void whatIsWrongInsideHistoryIsRefusedOnlyWhereItWouldRun() {
        story.set(to -> to.enforceFrom(Version.of("2")))
                .files("-- file: 1_a.sql\n\\set x 1\n")
                .plain("2_b.sql", "3_c.sql");

        assertThat(story.apply())
                .containsExactly(
                        "syntax 1_a.sql:1: psql command \\set: Bellows runs SQL only; remove the line, or write what it"
                                + " does in SQL.; correct the file");
        assertThat(story.happened("applied 2").apply()).containsExactly("run 3");
    }

    @Test
    void aFileThatIsWrongIsRefusedOnceAndNotTakenForADeletedOne() {
        story.plain("1_a.sql", "2_b.sql").happened("applied 1");
        story.files("-- file: 2_b.sql\n\\set x 1\n").plain("01_twice.sql");

        assertThat(story.apply())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("duplicate-version 1_a.sql"),
                        two -> assertThat(two).startsWith("syntax 2_b.sql:1"),
                        three -> assertThat(three).startsWith("edited 01_twice.sql"));
    }

    @Test
    void aBaselineCountsAsAppliedUpToItsVersion() {
        story.plain("1_a.sql", "2_b.sql", "3_c.sql").happened("baselined 2");
        assertThat(story.apply()).containsExactly("run 3");

        assertThat(story.plain("02_a.down.sql").happened("reverted 2").apply())
                .as("what was reverted out of a baseline is pending, not late")
                .containsExactly("run 2", "run 3");
    }

    @Test
    void aBaselineReachesFartherThanItsFiles() {
        story.plain("1_a.sql", "2_b.sql").happened("baselined 5");

        assertThat(story.apply()).isEmpty();
        assertThat(story.plain("4_d.sql").apply()).as("covered").isEmpty();
        assertThat(story.plain("6_f.sql").apply()).containsExactly("run 6");
    }

    @Test
    void anAdoptedMigrationIsApplied() {
        story.plain("1_a.sql", "2_b.sql").happened("adopted 1");

        assertThat(story.apply()).containsExactly("run 2");
    }

    @Test
    void aSchemaWithTablesNeedsABaselineFirst() {
        story.plain("1_a.sql").strangers(2);
        assertThat(story.next()).as("the last line of status").contains("bellows baseline");

        assertThat(story.apply())
                .containsExactly(
                        "not-empty: the schema already holds 2 tables or views, and no ledger says where from; if"
                                + " migrations up to V made them: bellows baseline V; if another tool ran them, from its own history: bellows adopt --from TOOL;"
                                + " if they have nothing to do with these migrations:"
                                + " bellows baseline 0");
        assertThat(story.plain("0000_init.sql").apply())
                .first()
                .asString()
                .endsWith("bellows baseline 0, then bellows resolve 0000 --as reverted");

        story.happened("baselined 0");
        assertThat(story.resolve("0000", "reverted")).isNull();
        assertThat(story.happened("resolved 0000 reverted").apply()).containsExactly("run 0000", "run 1");
    }

    @Test
    void repeatablesAloneNeedNoBaseline() {
        assertThat(story.plain("R_view.sql").strangers(2).apply()).containsExactly("run R_view");
    }

    @Test
    void aRepeatableRunsWheneverItChanges() {
        story.plain("1_a.sql", "R_view.sql").happened("applied 1", "applied R_view");
        assertThat(story.apply()).isEmpty();

        story.files("-- file: R_view.sql\nSELECT 'changed';\n");
        assertThat(story.apply()).containsExactly("run R_view");
        assertThat(story.current()).isFalse();
        assertThat(story.apply(CONTRACT)).isEmpty();

        story.happened("failed R_view 0/1");
        assertThat(story.apply()).containsExactly("run R_view");
    }

    @Test
    void anOlderBuildLeavesARepeatableAlone() {
        story.plain("5_a.sql", "R_view.sql")
                .happened("applied 5", "applied R_view head=6")
                .files("-- file: R_view.sql\nSELECT 'older';\n");

        assertThat(story.apply())
                .containsExactly(
                        "notice: R_view was last run by a newer build (head 6); this one (head 5) leaves it alone");
        assertThat(story.current()).as("it serves").isTrue();
        assertThat(story.happened("failed R_view 0/1 head=6").apply())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("notice");
    }

    @Test
    void aRepeatableThatIsGoneIsNotMissing() {
        story.plain("1_a.sql").happened("applied 1", "applied R_view");

        assertThat(story.apply()).isEmpty();
    }

    @Test
    @Tag("scenario-20")
    void aBuildThatAContractHasOvertakenIsRefused() {
        story.plain("1_a.sql", "2_b.sql").happened("applied 1", "applied 2", "applied billing:0007 contract");

        assertThat(story.apply())
                .containsExactly(
                        "overtaken: this build (head 2) is older than the contract billing:0007 (gone), which is"
                                + " applied: the schema no longer fits it; deploy a build that ships billing:0007");
    }

    @Test
    void aContractIsSafeForBuildsThatShipWhatItComesAfter() {
        story.plain("1_a.sql", "2_b.sql").happened("applied 1", "applied 2", "applied 7 contract after:2");
        assertThat(story.apply()).isEmpty();
        assertThat(story.happened("resolved 7 contract accept-checksum").apply())
                .as("a later entry does not forget it")
                .isEmpty();

        assertThat(story.happened("applied 8 contract after:3").apply())
                .containsExactly(
                        "overtaken: this build (head 2) is older than the contract 8 (gone), which is applied: the schema"
                                + " no longer fits it; deploy a build that ships 3");
    }

    @Test
    void aHalfAppliedContractOvertakesToo() {
        story.plain("1_a.sql").happened("applied 1", "applied 7 1/2 contract");

        assertThat(story.apply())
                .containsExactly(
                        "overtaken: this build (head 1) is older than the contract 7 (gone), which is partly applied: the"
                                + " schema no longer fits it; deploy a build that ships 7");
        assertThat(story.happened("reverted 7 2/2 contract").apply()).isEmpty();
    }

    @Test
    void aBuildThatMayRunBesideAContractMayRunBesideItsHalvesToo() {
        story.plain("1_a.sql").happened("applied 1", "intent 7 0/2 contract after:1");
        assertThat(story.apply()).as("nothing of it is known to be there").isEmpty();

        story.happened("applied 7 1/2 contract after:1");
        assertThat(story.apply()).isEmpty();

        story.happened("intent 7 1/2 contract after:1", "failed 7 1/2 contract after:1");
        assertThat(story.apply()).isEmpty();
    }

    @Test
    void timeoutsComeFromTheFileElseFromTheSettings() {
        story.plain("1_a.sql").files("""
                -- file: 2_b.sql
                -- bellows:lock-timeout 2s
                -- bellows:statement-timeout 5m
                -- bellows:max-blocking 1500ms
                SELECT 1;
                """);

        assertThat(story.plan(Wish.ALL).steps())
                .extracting(Step::lockTimeout, Step::statementTimeout, Step::maxBlocking)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(null, null, Duration.ofSeconds(10)),
                        org.assertj.core.groups.Tuple.tuple(
                                Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofMillis(1500)));
    }

    @Test
    void anotherTagPrefixIsNamedInAdvice() {
        story.set((SettingsBuilder to) -> to.tagPrefix("caracal")).files("-- file: 1_a.sql\nSELECT 1;\nCOMMIT;\n");

        assertThat(story.apply())
                .containsExactly(
                        "transaction-control 1_a.sql:2: COMMIT would end or split the transaction that makes a migration"
                                + " all or nothing; remove it: Bellows begins and commits; for a file without a transaction use"
                                + " '-- caracal:transaction off'");
    }

    private static final String CLOSES =
            "notice: the gate of 2 was left open by a run that ended; it is no contract of this build, so the gate is closed again";

    @Test
    void aGateThatWasLeftOpenForWhatThisBuildDoesNotShipIsClosed() {
        story.plain("1_a.sql").happened("applied 1", "opened 2 contract");

        assertThat(story.apply(EXPAND)).containsExactly("close 2", CLOSES);
        assertThat(story.plan(Wish.ALL).nothingToDo()).isFalse();
        assertThat(story.next()).isEqualTo("bellows apply");

        story.happened("withdrawn 2 contract");
        assertThat(story.apply()).isEmpty();
        assertThat(story.next()).isEqualTo("nothing to do");
    }

    @Test
    void aGateThatWasLeftOpenIsClosedBeforeItsContractRunsAsAnExpand() {
        story.plain("1_a.sql", "2_drop.sql").happened("applied 1", "opened 2 contract");

        assertThat(story.apply()).containsExactly("run 2", "close 2", CLOSES);
    }

    @Test
    void aGateIsNotLeftOpenWhereItsContractIsShippedOrRanOrRefusesTheBuild() {
        story.files(CONTRACTED).happened("applied 1", "opened 2", "applied 3");
        assertThat(story.apply(EXPAND)).containsExactly("still held 2");
        story.happened("applied 2").plain("2_drop.sql");
        assertThat(story.plan(Wish.ALL).leftOpen()).isEmpty();
        story.happened("opened 4 contract", "reverted 4 contract 1/1", "opened 5 contract", "intent 5 0/1 contract");
        assertThat(story.plan(Wish.ALL).leftOpen()).isEmpty();
    }
}
