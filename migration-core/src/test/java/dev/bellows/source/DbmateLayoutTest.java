package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dbmate's files, as they are. */
class DbmateLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void upAndDownAreInOneFileAndEachSaysWhetherItRunsInATransaction() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 20260101000000_users.sql
                -- About people.

                -- migrate:up
                CREATE TABLE users (id int);

                -- migrate:down
                DROP TABLE users;
                -- file: 20260102000000-index.sql
                -- migrate:up transaction:false
                CREATE INDEX CONCURRENTLY i ON users (id);
                -- migrate:down
                DROP INDEX i;
                -- file: 20260103000000_one_way.sql
                --migrate:up transaction:true
                SELECT 1;
                """);

        assertThat(read.migrations())
                .containsExactly(
                        "20260101000000 users, down", "20260102000000 -index, outside, down", "20260103000000 one way");
        assertThat(read.statements("20260101000000")).containsExactly("4:1 CREATE TABLE users (id int)");
        assertThat(read.downStatements("20260101000000")).containsExactly("7:1 DROP TABLE users");
        assertThat(read.refusals()).isEmpty();
    }

    @Test
    void theReverseMayStandFirst() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                -- bellows:phase contract
                -- migrate:down transaction:false
                SELECT 2;
                -- migrate:up
                SELECT 1;
                """);

        assertThat(read.migrations()).containsExactly("1 a, contract, down");
        assertThat(read.statements("1")).containsExactly("5:1 SELECT 1");
        assertThat(read.downStatements("1")).containsExactly("3:1 SELECT 2");
    }

    @Test
    void whatDbmateWouldNotTakeIsRefusedByLine() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 1_a.sql
                SELECT 1;
                -- migrate:up
                SELECT 1;
                -- file: 2_b.sql
                -- migrate:up
                SELECT 1;
                -- migrate:up
                SELECT 1;
                -- file: 3_c.sql
                -- migrate:up transaction:no
                SELECT 1;
                -- file: 4_d.sql
                -- migrate:down
                SELECT 1;
                """, LaidOut.in("dbmate"));
        assertThat(read.refusals())
                .containsExactlyInAnyOrder(
                        "1_a.sql:1: it stands above -- migrate:up, which dbmate refuses",
                        "2_b.sql:3: -- migrate:up stands in it a second time",
                        "3_c.sql:1: -- migrate:up transaction:no is no option of dbmate's",
                        "4_d.sql: it has no line -- migrate:up, without which dbmate refuses it");
    }
}
