package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.DownTarget;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Status;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Folders in other tools' layouts run as they are: up, down, held, kept. */
class LayoutsOnPostgresTest {
    @PostgresTest
    void versionsOfSeveralPartsAreThoseOfTheLedgerTheStatusAndTheCommands(TestDatabase db) {
        db.migrations("""
                -- file: V1__users.sql
                CREATE TABLE users (id int);
                -- file: V1.9__name.sql
                ALTER TABLE users ADD name text;
                -- file: U1.9__name.sql
                ALTER TABLE users DROP name;
                -- file: later/V1_10__mail.sql
                ALTER TABLE users ADD mail text;
                -- file: later/U1.10__mail.sql
                ALTER TABLE users DROP mail;
                -- file: R__ids.sql
                CREATE OR REPLACE VIEW ids AS SELECT id FROM users;
                """);

        db.bellows().to("1.9").applyWithoutLease();
        assertThat(db.columns("users")).containsExactly("id", "name");
        db.apply();
        assertThat(db.columns("users")).containsExactly("id", "name", "mail");
        assertThat(db.ledger())
                .containsSubsequence("applied 1 1/1", "applied 1.9 1/1", "applied 1.10 1/1", "applied R__ids 1/1");
        assertThat(states(db)).containsExactly("1 applied", "1.9 applied", "1.10 applied", "R__ids applied");

        db.bellows().down(DownTarget.to("1.9"), (plan, losses) -> true);
        assertThat(db.columns("users")).containsExactly("id", "name");
        assertThat(states(db)).containsExactly("1 applied", "1.9 applied", "1.10 reverted", "R__ids applied");
        assertThat(db.query("SELECT version, state FROM bellows_status ORDER BY 1"))
                .contains(List.of("1.10", "reverted"), List.of("1.9", "applied"));
        db.apply();
        assertThat(db.columns("users")).containsExactly("id", "name", "mail");

        db.migrations("""
                -- file: V1.9.5__late.sql
                SELECT 1;
                """);
        assertThatThrownBy(db::apply).isInstanceOf(RefusedException.class).hasMessageContaining("out-of-order");
    }

    @PostgresTest
    void anEditOfAReverseIsNoEditOfAnAppliedMigration(TestDatabase db) {
        String up = """
                -- file: 00001_users.sql
                -- +goose Up
                CREATE TABLE users (id int);
                """;
        db.migrations(up + "-- +goose Down\nSELECT wrong;\n");
        db.apply();

        db.migrations(up + "-- +goose Down\nDROP TABLE users;\n");
        assertThat(states(db)).containsExactly("00001 applied");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        assertThat(db.value("SELECT to_regclass('users')")).isNull();

        db.apply();
        db.migrations(up.replace("id int", "id bigint") + "-- +goose Down\nDROP TABLE users;\n");
        assertThat(states(db)).containsExactly("00001 edited");
    }

    @PostgresTest
    void aContractInAnyLayoutWaitsForItsGateAndKeepsWhatItDrops(TestDatabase db) {
        db.migrations("""
                -- file: 1_shop.sql
                --liquibase formatted sql
                --changeset bob:users
                CREATE TABLE users (id int PRIMARY KEY, note text);
                --rollback DROP TABLE users;
                --changeset bob:note
                -- bellows:phase contract
                ALTER TABLE users DROP note;
                --rollback ALTER TABLE users ADD note text;
                """);
        db.bellows().to("1.1").applyWithoutLease();
        db.sql("INSERT INTO users VALUES (1, 'kept')");

        db.apply();
        assertThat(states(db)).containsExactly("1.1 applied", "1.2 held");
        db.applyAttested();
        assertThat(db.columns("users")).containsExactly("id");

        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        assertThat(db.value("SELECT note FROM users")).isEqualTo("kept");
    }

    @PostgresTest
    void whatRunsOutsideATransactionIsSaidBesideTheScript(TestDatabase db) {
        db.migrations("""
                -- file: 2026-01-01-000000_users/up.sql
                CREATE TABLE users (id int);
                -- file: 2026-01-02-000000-0000_two steps/up.sql
                CREATE TABLE first (id int);
                CREATE TABLE first (id int);
                -- file: 2026-01-02-000000-0000_two steps/metadata.toml
                run_in_transaction = false
                """);

        assertThatThrownBy(db::apply).hasMessageContaining("2026-01-02-000000-0000_two steps");
        // The first statement has been committed by itself.
        assertThat(db.value("SELECT to_regclass('first')")).isEqualTo("first");
        assertThat(db.ledger()).last().isEqualTo("failed 20260102000000.0001 1/2");
    }

    @PostgresTest
    void anErrorNamesThePlaceInTheFile(TestDatabase db) {
        Path folder = db.migrations("""
                -- file: 20260101000000_a.sql
                -- About people.

                -- migrate:up
                SELECT 1;
                  SELECT missing;
                -- migrate:down
                SELECT 2;
                """);

        assertThatThrownBy(db::apply)
                .hasMessageContaining(
                        folder.resolve("20260101000000_a.sql") + ":5:10: column \"missing\" does not exist");
    }

    @PostgresTest
    void whatTheFoldersToolWouldFillInIsRefusedBeforeAnythingRuns(TestDatabase db) {
        db.migrations("""
                -- file: V1__a.sql
                CREATE TABLE a (i int);
                -- file: V2__b.sql
                CREATE TABLE ${name} (i int);
                """);

        assertThatThrownBy(db::apply).isInstanceOf(RefusedException.class).hasMessageContaining("${name}");
        assertThat(db.value("SELECT to_regclass('a')")).isNull();
    }

    @PostgresTest
    void applicationsInAnyLanguageSayWhichOfThemTheyShip(TestDatabase db) {
        db.migrations("""
                -- file: V1__a.sql
                CREATE TABLE a (i int);
                -- file: V1.2__b.sql
                -- bellows:phase contract
                -- bellows:after 1.1
                SELECT 1;
                -- file: V1.1__b.sql
                SELECT 1;
                """);
        db.applyAttested();

        assertThat(
                        db.value(
                                "SELECT bellows_shipped(ARRAY['1.02', 'billing:01.2.0', '0042_2fa.sql', '10.00', 'R_x', '10'])"))
                .isEqualTo("{billing:1.2,main:1.2,main:10,main:42}");
        assertThat(db.bellows().overtaking("1.0.9")).hasSize(1);
        assertThat(db.bellows().overtaking("1.1")).isEmpty();
        assertThat(db.bellows().overtaking("1.10")).isEmpty();
        assertThatThrownBy(() -> db.sql("SELECT bellows_enter('i', 'shop', ARRAY['1', '1.0.9'])"))
                .hasMessageContaining("has overtaken this build (head 1.0.9)");
        db.sql("SELECT bellows_enter('i', 'shop', ARRAY['1', '1.1', '1.02'])");
    }

    private static List<String> states(TestDatabase db) {
        Status status = db.bellows().status();
        return status.rows().stream()
                .map(row -> row.version() + " " + row.state().toString().toLowerCase(Locale.ROOT))
                .toList();
    }
}
