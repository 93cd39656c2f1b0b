package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.model.RefusedException;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given tables of others and no ledger, when migrations build their schema from nothing, then they drop nothing of those. */
@ExtendWith(PostgresExtension.class)
class BystandersTest {
    private static void others(TestDatabase db) {
        db.sql(
                "CREATE SCHEMA others; CREATE TABLE others.orders (id int PRIMARY KEY, size int); INSERT INTO others.orders VALUES (1, 10)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE others.orders DROP COLUMN size",
                "DROP TABLE IF EXISTS mine, others.orders",
                "SET search_path TO others; DROP TABLE orders",
            })
    void aFirstRunThatWouldDropThemIsRefused(String drop, TestDatabase db) {
        others(db);
        db.migrations("-- file: 0001_mine.sql\nCREATE TABLE mine (id int);\n"
                + "-- file: 0002_drop.sql\n-- bellows:phase contract\n" + drop + ";\n");

        RefusedException refused = catchThrowableOfType(RefusedException.class, db::applyAttested);

        assertThat(refused.report().refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("not-empty");
            assertThat(refusal.file()).endsWith("0002_drop.sql");
            assertThat(refusal.line()).isEqualTo(2);
            assertThat(refusal.cause()).contains("others.orders");
            assertThat(refusal.next()).contains("bellows baseline V");
        });
        assertThat(db.query("SELECT size FROM others.orders")).containsExactly(List.of("10"));
        assertThat(db.value("SELECT to_regclass('mine')")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA own; CREATE TABLE own.orders (id int, size int); ALTER TABLE own.orders DROP size; DROP TABLE own.orders",
                "CREATE TABLE orders (id int); DROP TABLE orders; DROP TABLE IF EXISTS others.nothing",
                "ALTER TABLE others.orders ADD note text; ALTER TABLE others.orders DROP note",
            })
    void whatIsItsOwnItMayDrop(String history, TestDatabase db) {
        others(db);
        db.migrations("-- file: 0001_history.sql\n-- bellows:phase contract\n" + history + ";\n");

        db.applyAttested();

        assertThat(db.bellows().quarantined()).isEmpty();
        assertThat(db.query("SELECT size FROM others.orders")).containsExactly(List.of("10"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN DROP TABLE others.orders; END $$",
                "DO $$ BEGIN ALTER TABLE others.orders DROP size; END $$",
                "DROP SCHEMA others CASCADE",
                "ALTER TABLE others.orders RENAME TO mine_now; DROP TABLE others.mine_now",
                "-- bellows:transaction off\nSELECT 1; DROP SCHEMA others CASCADE",
            })
    void whatTakesThemAlongUnnamedIsUndone(String drop, TestDatabase db) {
        others(db);
        db.migrations("-- file: 0001_mine.sql\nCREATE TABLE mine (id int);\n"
                + "-- file: 0002_drop.sql\n-- bellows:phase contract\n" + drop + ";\n");

        RefusedException refused = catchThrowableOfType(RefusedException.class, db::applyAttested);

        assertThat(refused.report().refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo("not-empty");
            assertThat(refusal.file()).endsWith("0002_drop.sql");
            assertThat(refusal.cause()).contains("others.");
        });
        assertThat(db.query("SELECT size FROM others.orders")).containsExactly(List.of("10"));
        assertThat(db.value("SELECT to_regclass('mine')")).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN DROP TABLE mine; END $$",
                "DROP TABLE mine CASCADE",
                "-- bellows:transaction off\nDROP TABLE mine CASCADE",
            })
    void whatAnEarlierMigrationOfTheRunMadeMayGo(String drop, TestDatabase db) {
        others(db);
        db.migrations("-- file: 0001_mine.sql\nCREATE TABLE mine (id int);\n-- file: 0002_drop.sql\n"
                + "-- bellows:phase contract\n" + drop + ";\n");

        db.applyAttested();

        assertThat(db.value("SELECT to_regclass('mine')")).isNull();
    }

    /** What cannot be undone is said. */
    @PostgresTest
    void whatGoesOutsideATransactionIsTold(TestDatabase db) {
        others(db);
        db.migrations("""
                -- file: 0001_drop.sql
                -- bellows:phase contract
                -- bellows:transaction off
                DO $$ BEGIN DROP TABLE others.orders; END $$;
                SELECT 1;
                """);
        Notices notices = new Notices();

        notices.on(db).attest("nothing old lives in a test").applyWithoutLease();

        assertThat(notices.said())
                .filteredOn(said -> said.contains("is gone"))
                .singleElement()
                .asString()
                .startsWith("0001_drop.sql:3: others.orders, which was there before the first run, is gone");
    }
}
