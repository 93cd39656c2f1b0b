package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** goose's files, as they are. */
class GooseLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void upAndDownAreInOneFileAndEveryPlaceIsThatInTheFile() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 00001_users.sql
                -- About people.
                -- +goose Up
                -- +goose StatementBegin
                CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$
                BEGIN
                    RETURN 1;
                END $$;
                -- +goose StatementEnd
                CREATE TABLE users (id int);

                -- +goose Down
                DROP TABLE users;
                  DROP FUNCTION f;
                -- file: 20260101000000_next.sql
                --+goose up
                SELECT 1;
                """);

        assertThat(read.migrations()).containsExactly("00001 users, down", "20260101000000 next");
        assertThat(read.statements("00001")).hasSize(2).last().isEqualTo("9:1 CREATE TABLE users (id int)");
        assertThat(read.downStatements("00001")).containsExactly("12:1 DROP TABLE users", "13:3 DROP FUNCTION f");
        assertThat(read.refusals()).isEmpty();
    }

    @Test
    void noTransactionIsForBothWays() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                -- +goose NO TRANSACTION
                -- +goose Up
                CREATE INDEX CONCURRENTLY i ON t (c);
                -- +goose Down
                DROP INDEX CONCURRENTLY i;
                -- file: 2_b.sql
                -- +goose Up
                SELECT 1;
                -- +goose Down
                -- +goose no  transaction
                SELECT 2;
                -- file: 3_c.sql
                -- +goose Up
                -- bellows:transaction on
                -- +goose NO TRANSACTION
                SELECT 1;
                """);

        assertThat(read.migrations()).containsExactly("1 a, outside, down", "2 b, outside, down", "3 c");
    }

    @Test
    void directivesBelongToTheSectionThatTheyStandIn() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                -- bellows:phase contract
                -- +goose Up
                DROP TABLE a;
                -- +goose Down
                -- bellows:transaction off
                CREATE TABLE a (i int);
                """);

        assertThat(read.migrations()).containsExactly("1 a, contract, down");
    }

    /** As the file beside a migration has none in Bellows's own layout. */
    @Test
    void theReverseHasNoPartInTheChecksum() {
        String up = "-- file: 1_a.sql\n-- +goose Up\nSELECT 1;\n";
        String without = LaidOut.of(folder, up).checksum("1");
        String with = LaidOut.of(folder, up + "\n-- +goose Down\nSELECT 2;\n").checksum("1");
        String other =
                LaidOut.of(folder, up + "\n\n\n-- +goose Down\nSELECT 3;\n").checksum("1");
        String carriageReturns = LaidOut.of(folder, up.replace("1;\n", "1;\r\n") + "-- +goose Down")
                .checksum("1");

        assertThat(with).isEqualTo(without).isEqualTo(other).isEqualTo(carriageReturns);
        assertThat(LaidOut.of(folder, up.replace("SELECT 1", "SELECT  1")).checksum("1"))
                .isNotEqualTo(without);
        assertThat(LaidOut.of(folder, up.replace("SELECT 1", "\nSELECT 1")).checksum("1"))
                .isNotEqualTo(without);
    }

    @Test
    void whatGooseWouldFillInAndWhatItWouldNotReadIsRefusedByLine() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                -- +goose ENVSUB ON
                -- +goose Up
                SELECT '${NAME}';
                -- file: 2_b.sql
                SELECT 1;
                -- +goose Up
                SELECT 1;
                -- file: 3_c.sql
                -- +goose Up
                -- +goose Upp
                SELECT 1;
                -- file: 4_d.sql
                -- nothing
                -- file: 5_e.sql
                -- +goose Down
                SELECT 1;
                -- +goose Up
                SELECT 1;
                -- file: 6_f.go
                package migrations
                -- file: 6_f_test.go
                package migrations
                -- file: main.go
                package migrations
                -- file: seed.sql
                SELECT 1;
                """, LaidOut.in("goose"));
        assertThat(read.refusals())
                .containsExactlyInAnyOrder(
                        "1_a.sql:1: goose fills in environment variables below ENVSUB ON, which Bellows does not",
                        "2_b.sql:1: it stands above -- +goose Up, where goose reads nothing",
                        "3_c.sql:2: -- +goose Upp is no annotation of goose's",
                        "4_d.sql: it has no line -- +goose Up, without which goose runs nothing of it",
                        "5_e.sql:1: -- +goose Down stands in it a second time, or above Up",
                        "5_e.sql:3: -- +goose Up stands in it a second time, or below Down",
                        "6_f.go: it is a migration of goose's in Go, which Bellows cannot run",
                        "seed.sql: " + new GooseLayout().expectation());
    }
}
