package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.lint.LintSettings.Allowed;
import dev.bellows.model.Location;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Settings;
import dev.bellows.model.SettingsBuilder;
import dev.bellows.model.Version;
import dev.bellows.sql.Phase;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.api.InstanceOfAssertFactories;

/** A migration that breaks running code and does not say so is refused, unless somebody takes it upon himself. */
class UntaggedTest {
    private static final String TABLES = "-- file: 1_users.sql\nCREATE TABLE users (id int, name text, nick text);\n";

    private static void usersInUse(TestDatabase db) {
        db.migrations(TABLES);
        db.apply();
    }

    private static Bellows with(TestDatabase db, UnaryOperator<SettingsBuilder> change) {
        return Bellows.on(db.dataSource())
                .settings(change.apply(Settings.DEFAULT
                                .change()
                                .migrations(List.of(Location.of(db.folder().toString()))))
                        .build());
    }

    @PostgresTest
    void everyPlaceIsToldInTheLintersWords(TestDatabase db) {
        usersInUse(db);
        db.migrations("-- file: 2_drop.sql\nALTER TABLE users DROP nick,\n    DROP name;\n");

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(refused -> refused.report().refusals())
                .asInstanceOf(InstanceOfAssertFactories.list(Refusal.class))
                .satisfiesExactly(
                        nick -> {
                            assertThat(nick.code()).isEqualTo("untagged-contract");
                            assertThat(nick.line()).isEqualTo(1);
                            assertThat(nick.column()).isEqualTo(19);
                            assertThat(nick.cause())
                                    .startsWith("drop-column: code that runs now still names users.nick");
                            assertThat(nick.next()).contains("-- bellows:phase contract", "bellows lint ");
                        },
                        name -> assertThat(name.line()).isEqualTo(2));
        assertThat(db.columns("users")).containsExactly("id", "name", "nick");
        assertThat(db.ledger()).containsExactly("applied 1 1/1");
    }

    @PostgresTest
    void theTagIsEnough(TestDatabase db) {
        usersInUse(db);
        db.migrations("-- file: 2_drop.sql\n-- bellows:phase contract\nALTER TABLE users DROP nick;\n");

        db.applyAttested();

        assertThat(db.columns("users")).containsExactly("id", "name");
    }

    @PostgresTest
    void soIsThePhaseInTheConfiguration(TestDatabase db) {
        usersInUse(db);
        db.migrations("-- file: 2_drop.sql\nALTER TABLE users DROP nick;\n");

        with(db, to -> to.phase(Version.of("2"), Phase.CONTRACT))
                .attest("nothing old lives in a test")
                .applyWithoutLease();

        assertThat(db.columns("users")).containsExactly("id", "name");
    }

    @PostgresTest
    void soIsAnAllowanceInTheFileOrInTheConfiguration(TestDatabase db) {
        usersInUse(db);
        db.migrations("""
                -- file: 2_drop.sql
                -- bellows:allow drop-column nothing ever used it
                ALTER TABLE users DROP nick;
                """);
        db.apply();
        db.migrations("-- file: 3_drop.sql\nALTER TABLE users DROP name;\n");

        with(db, to -> to.allowed(List.of(new Allowed("drop-column", null, "3", "nothing ever used it"))))
                .applyWithoutLease();

        assertThat(db.columns("users")).containsExactly("id");
    }

    @PostgresTest
    void historyIsNotJudged(TestDatabase db) {
        usersInUse(db);
        db.migrations("-- file: 2_drop.sql\nALTER TABLE users DROP nick;\n");

        db.bellows().enforceFrom("3").applyWithoutLease();

        assertThat(db.columns("users")).containsExactly("id", "name");
    }

    @PostgresTest
    void onAnEmptyDatabaseNothingOldRuns(TestDatabase db) {
        db.migrations(TABLES + "-- file: 2_drop.sql\nALTER TABLE users DROP nick;\n");

        db.apply();

        assertThat(db.columns("users")).containsExactly("id", "name");
    }

    @PostgresTest
    void whoAllowsItIsAskedWhyAndTheLedgerKeepsIt(TestDatabase db) {
        usersInUse(db);
        db.migrations(
                "-- file: 2_drop.sql\nALTER TABLE users DROP nick;\n-- file: 3_add.sql\nALTER TABLE users ADD age int;\n");

        db.bellows().allowUntagged("the shop is closed on sundays").applyWithoutLease();

        assertThat(db.value("SELECT string_agg(version || ': ' || reason, '; ') FROM bellows_ledger"))
                .isEqualTo("2: --allow-untagged: the shop is closed on sundays");
        assertThatThrownBy(() -> db.bellows().allowUntagged(" "))
                .hasMessage("an untagged contract is allowed for a reason, and none is given");
    }

    @PostgresTest
    void aRepeatableIsTooLateForATag(TestDatabase db) {
        usersInUse(db);
        db.migrations("-- file: R_users.sql\nALTER TABLE users DROP nick;\n");

        assertThatThrownBy(db::apply).hasMessageContaining("put it into a versioned migration");
    }
}
