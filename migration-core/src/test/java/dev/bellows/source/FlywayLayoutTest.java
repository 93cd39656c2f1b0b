package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Settings;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.model.Version;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flyway's folders, as they are. */
class FlywayLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V1__a.sql                          | 1: a",
                "V1.2__add_email.sql                | 1.2: add email",
                "V1_2__add_email.sql                | 1.2: add email",
                "V2026.01.02.1__x.sql               | 2026.01.02.1: x",
                "V001__x.sql                        | 001: x",
                "V1__.sql                           | 1:",
                "V1__two__parts.v2.sql              | 1: two  parts.v2",
                "U1.2__add_email.sql                | 1.2: add email, down",
                "B5__base.sql                       | 5: base",
                "R__active_users.sql                | R__active_users: active users, repeatable",
                "2026/01/V3__x.sql                  | 3: x",
                "V1_x.sql                           | nothing",
                "V1.__x.sql                         | nothing",
                "V__x.sql                           | nothing",
                "v1__x.sql                          | nothing",
                "V1__x.SQL                          | nothing",
                "V1__x.sql.conf                     | nothing",
                "beforeMigrate.sql                  | nothing",
            })
    void namesSayVersionDescriptionAndDirection(String file, String reading) {
        assertThat(Readings.show(new FlywayLayout().read(file))).isEqualTo(reading);
    }

    @Test
    void versionsRunInTheOrderOfTheirPartsFromAllFoldersInside() {
        LaidOut read = LaidOut.of(folder, """
                -- file: V1.10__j.sql
                SELECT 1;
                -- file: V1_9__i.sql
                SELECT 1;
                -- file: U1.9__i.sql
                SELECT 1;
                -- file: 2026/late/V2026_01__k.sql
                SELECT 1;
                -- file: V1__a.sql
                SELECT 1;
                -- file: R__view.sql
                SELECT 1;
                -- file: .git/V9__x.sql
                SELECT 1;
                -- file: 2026/notes.sql
                SELECT 1;
                """);

        assertThat(read.migrations()).containsExactly("1 a", "1.9 i, down", "1.10 j", "2026.01 k", "R__view view");
        assertThat(read.refusals()).isEmpty();
        assertThat(read.notices())
                .containsExactly("not read, because the folder's own tool leaves them alone: 2026/notes.sql");
    }

    @Test
    void twoNamesOfOneVersionCollide() {
        LaidOut read = LaidOut.of(folder, """
                -- file: V1__a.sql
                SELECT 1;
                -- file: V1.0__b.sql
                SELECT 1;
                -- file: more/V01__c.sql
                SELECT 1;
                """);

        assertThat(read.refusals()).hasSize(2).allMatch(refusal -> refusal.contains(" is also that of "));
    }

    @Test
    void aConfBesideAScriptTakesItOutOfItsTransaction() {
        LaidOut read = LaidOut.of(folder, """
                -- file: V1__a.sql
                CREATE INDEX CONCURRENTLY i ON t (c);
                -- file: V1__a.sql.conf
                # since the index is big

                executeInTransaction = false
                encoding=UTF-8
                shouldExecute=true
                -- file: V2__b.sql
                -- bellows:transaction on
                SELECT 1;
                -- file: V2__b.sql.conf
                executeInTransaction=false
                -- file: V3__c.sql
                SELECT 1;
                -- file: V3__c.sql.conf
                executeInTransaction=true
                """);

        assertThat(read.migrations()).containsExactly("1 a, outside", "2 b", "3 c");
        assertThat(read.refusals()).isEmpty();
    }

    @Test
    void otherSettingsOfAConfAreRefusedByTheirNames() {
        LaidOut read = LaidOut.of(folder, """
                -- file: V1__a.sql
                SELECT 1;
                -- file: V1__a.sql.conf
                shouldExecute=${production}==yes
                executeInTransaction=maybe
                encoding=ISO-8859-1
                """);

        assertThat(read.refusals())
                .containsExactlyInAnyOrder(
                        "V1__a.sql.conf:1: Flyway's setting shouldExecute=${production}==yes is not one that Bellows knows",
                        "V1__a.sql.conf:2: Flyway's setting executeInTransaction=maybe is not one that Bellows knows",
                        "V1__a.sql.conf:3: Flyway's setting encoding=ISO-8859-1 is not one that Bellows knows");
    }

    @Test
    void placeholdersAreRefusedByNameAndLineUnlessFlywayWouldLeaveThem() {
        LaidOut read = LaidOut.of(folder, """
                -- file: V1__a.sql
                SELECT 1;
                CREATE TABLE ${schema}.a (i int);
                -- file: V2__b.sql
                SELECT '${not one}', '$' || '{x}', '${flyway:user}';
                -- file: V3__c.sql
                SELECT '${kept}';
                -- file: V3__c.sql.conf
                placeholderReplacement=false
                """);

        assertThat(read.refusals())
                .containsExactly(
                        "V1__a.sql:2: Flyway fills in the placeholder ${schema}, which Bellows does not know",
                        "V2__b.sql:1: Flyway fills in the placeholder ${flyway:user}, which Bellows does not know");
        assertThat(read.up("3")).isEqualTo("SELECT '${kept}';\n");
    }

    /** It is in no way while it is not run, and it is not run with something else in the place of what is to be filled in. */
    @Test
    void placeholdersInHistoryAreInNobodysWayUntilItWouldRun() {
        LaidOut read = LaidOut.of(
                folder,
                """
                -- file: V1__a.sql
                CREATE TABLE ${schema}.a (i int);
                -- file: V2__b.sql
                SELECT 1;
                """,
                Settings.DEFAULT.change().enforceFrom(Version.of("2")).build());

        assertThat(read.refusals()).isEmpty();
        Assertions.assertThatThrownBy(read::migrations)
                .isInstanceOf(UnreadableScriptException.class)
                .hasMessageContaining("${schema}");
    }

    @Test
    void aBaselineCountsWhereWhatItStandsForIsGone() {
        LaidOut spent = LaidOut.of(folder.resolve("spent"), """
                -- file: V4__d.sql
                SELECT 1;
                -- file: B5__baseline.sql
                SELECT 1;
                -- file: V6__next.sql
                SELECT 1;
                """);
        LaidOut needed = LaidOut.of(folder.resolve("needed"), """
                -- file: B5__baseline.sql
                SELECT 1;
                -- file: V6__next.sql
                SELECT 1;
                """);

        assertThat(spent.migrations()).containsExactly("4 d", "6 next");
        assertThat(spent.notices()).anyMatch(notice -> notice.contains("B5__baseline.sql"));
        assertThat(needed.migrations()).containsExactly("5 baseline", "6 next");
    }

    @Test
    void callbacksAndSlipsAreRefused() {
        LaidOut read = LaidOut.of(folder, """
                -- file: V1__a.sql
                SELECT 1;
                -- file: beforeMigrate.sql
                SELECT 1;
                -- file: more/afterEachMigrate__grants.sql
                SELECT 1;
                -- file: V3_slip.sql
                SELECT 1;
                -- file: more/v4__slip.sql
                SELECT 1;
                """);

        assertThat(read.migrations()).containsExactly("1 a");
        assertThat(read.refusals())
                .containsExactly(
                        "V3_slip.sql: " + new FlywayLayout().expectation(),
                        "beforeMigrate.sql: Flyway runs it as its callback beforeMigrate, which Bellows does not know",
                        "more/afterEachMigrate__grants.sql: Flyway runs it as its callback afterEachMigrate, which Bellows"
                                + " does not know",
                        "more/v4__slip.sql: " + new FlywayLayout().expectation());
    }

    /** Who leaves Flyway step by step needs its callbacks where they are. */
    @Test
    void whatTheSettingsNameIsLeftAlone() {
        LaidOut read = LaidOut.of(
                folder,
                """
                -- file: V1__a.sql
                SELECT 1;
                -- file: afterMigrate.sql
                SELECT 1;
                -- file: more/afterEachMigrate__grants.sql
                SELECT 1;
                -- file: more/beforeMigrate.sql
                SELECT 1;
                """,
                Settings.DEFAULT
                        .change()
                        .ignore(List.of("afterMigrate.sql", "more/after*.sql"))
                        .build());

        assertThat(read.migrations()).containsExactly("1 a");
        assertThat(read.refusals())
                .containsExactly(
                        "more/beforeMigrate.sql: Flyway runs it as its callback beforeMigrate, which Bellows does not know");
    }
}
