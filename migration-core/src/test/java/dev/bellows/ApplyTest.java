package dev.bellows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.StatementFailedException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

/** The main job: files in, schema changed, ledger written. */
class ApplyTest {
    @PostgresTest
    void appliesInOrderOnce(TestDatabase db) {
        db.migrations("""
                -- file: 0001_users.sql
                CREATE TABLE users (id int PRIMARY KEY, name text);
                INSERT INTO users VALUES (1, 'a;b');
                -- file: 0002_full_name.sql
                ALTER TABLE users ADD full_name text;
                -- file: 0010_index.sql
                CREATE INDEX CONCURRENTLY users_name ON users (name);
                -- file: R_view.sql
                CREATE OR REPLACE VIEW names AS SELECT name FROM users;
                """);

        Report report = db.apply();

        assertThat(report.steps()).extracting("version").containsExactly("0001", "0002", "0010", "R_view");
        assertThat(report.current()).isTrue();
        assertThat(report.head()).isEqualTo("0010");
        assertThat(db.columns("users")).containsExactly("id", "name", "full_name");
        assertThat(db.ledger())
                .containsExactly(
                        "applied 0001 2/2",
                        "applied 0002 1/1",
                        "intent 0010 0/1",
                        "applied 0010 1/1",
                        "applied R_view 1/1");

        assertThat(db.apply().steps()).isEmpty();
        assertThat(db.ledger()).hasSize(5);
    }

    @PostgresTest
    void aFailureUndoesItsMigrationAndNamesThePlace(TestDatabase db) {
        db.migrations("""
                -- file: 1_users.sql
                CREATE TABLE users (id int);
                -- file: 2_broken.sql
                ALTER TABLE users ADD a int;
                  UPDATE users
                    SET a = nowhere;
                """);

        assertThatThrownBy(db::apply).isInstanceOfSatisfying(StatementFailedException.class, e -> {
            assertThat(e.getMessage())
                    .contains("2_broken.sql:3:13: column \"nowhere\" does not exist (SQLSTATE 42703)");
            assertThat(e.report().steps()).extracting("version").containsExactly("1", "2");
            assertThat(e.report().position()).isEqualTo(2);
            assertThat(e.report().failure().excerpt()).isEqualTo("    SET a = nowhere");
        });

        assertThat(db.columns("users")).containsExactly("id");
        assertThat(db.ledger()).containsExactly("applied 1 1/1", "failed 2 0/2");

        db.migrations("""
                -- file: 2_broken.sql
                ALTER TABLE users ADD a int;
                """);
        assertThat(db.apply().steps()).hasSize(1);
    }

    @PostgresTest
    @Tag("scenario-16")
    void anEditedFileIsRefused(TestDatabase db) {
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i int);
                """);
        db.apply();
        db.migrations("""
                -- file: 1_a.sql
                CREATE TABLE a (i bigint);
                """);

        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("edited: it has changed since version 1 was applied");
    }

    @PostgresTest
    void aTemporaryTableDoesNotHideTheNextMigrationsTable(TestDatabase db) {
        db.migrations("""
                -- file: 1_users.sql
                CREATE TABLE users (id int);
                CREATE TEMPORARY TABLE shadow (id int);
                PREPARE one AS SELECT 1;
                -- file: 2_shadow.sql
                CREATE TABLE shadow (id int);
                -- file: 3_column.sql
                ALTER TABLE shadow ADD name text;
                PREPARE one AS SELECT 2;
                """);

        db.apply();

        assertThat(db.columns("shadow")).containsExactly("id", "name");
    }
}
