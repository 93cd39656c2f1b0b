package dev.bellows.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drizzle's folders, as they are. */
class DrizzleLayoutTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theJournalSaysTheOrder() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 0001_two.sql
                CREATE TABLE a (i int);--> statement-breakpoint
                CREATE TABLE b (i int);
                -- file: 0001_one.sql
                SELECT 1;
                -- file: 0000_zero.sql
                SELECT 1;
                -- file: 0002_three.sql
                SELECT 1;
                -- file: meta/0000_snapshot.json
                {"id": "x"}
                -- file: meta/_journal.json
                {"version": "7", "dialect": "postgresql", "entries": [
                  {"idx": 0, "when": 1, "tag": "0000_zero", "breakpoints": true},
                  {"idx": 1, "when": 2, "tag": "0001_two", "breakpoints": true},
                  {"tag":"0001_one","when":3},
                  {"idx": 3, "when": 4, "tag": "0002_three", "breakpoints": true}
                ]}
                """);

        assertThat(read.migrations()).containsExactly("0000 zero", "0001 two", "0001.1 one", "0002 three");
        assertThat(read.statements("0001")).containsExactly("1:1 CREATE TABLE a (i int)", "2:1 CREATE TABLE b (i int)");
        assertThat(read.refusals()).isEmpty();
        assertThat(read.notices()).isEmpty();
    }

    /** An entry's version is made of what stands before it alone: what branches append changes no earlier one. */
    @Test
    void versionsStayWhateverIsAppended() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 0003_a.sql
                SELECT 1;
                -- file: 0003_b.sql
                SELECT 1;
                -- file: 0003_c.sql
                SELECT 1;
                -- file: 0002_d.sql
                SELECT 1;
                -- file: quick_fox.sql
                SELECT 1;
                -- file: 20260101000000_f.sql
                SELECT 1;
                -- file: meta/_journal.json
                {"entries": [{"tag": "0003_a"}, {"tag": "0003_b"}, {"tag": "0003_c"}, {"tag": "0002_d"}, {"tag": "quick_fox"},
                    {"tag": "20260101000000_f"}]}
                """);

        assertThat(read.migrations())
                .containsExactly("0003 a", "0003.1 b", "0003.1.1 c", "0003.1.1.1 d", "4 quick fox", "20260101000000 f");
    }

    @Test
    void whatTheJournalAndTheFolderDoNotShareIsRefused() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 0000_a.sql
                SELECT 1;
                -- file: 0001_mine.sql
                SELECT 1;
                -- file: meta/_journal.json
                {"entries": [
                  {"tag": "0000_a"},
                  {"tag": "0001_theirs"}
                ]}
                """);

        assertThat(read.migrations()).containsExactly("0000 a");
        assertThat(read.refusals())
                .containsExactly(
                        "meta/_journal.json:3: it names 0001_theirs, and there is no 0001_theirs.sql",
                        "0001_mine.sql: Drizzle's meta/_journal.json does not name it, so Drizzle would not run it");
    }

    @Test
    void aWhenThatGoesBackwardsIsReported() {
        LaidOut read = LaidOut.of(folder, """
                -- file: 0000_a.sql
                SELECT 1;
                -- file: 0001_b.sql
                SELECT 1;
                -- file: 0002_c.sql
                SELECT 1;
                -- file: meta/_journal.json
                {"entries": [
                  {"when": 1700000000002, "tag": "0000_a"},
                  {"when": 1700000000001, "tag": "0001_b"},
                  {"when": 1700000000003, "tag": "0002_c"}
                ]}
                """);

        assertThat(read.migrations()).containsExactly("0000 a", "0001 b", "0002 c");
        assertThat(read.notices())
                .containsExactly(
                        "meta/_journal.json:3: the \"when\" of 0001_b is not after that of 0000_a: Drizzle passes"
                                + " over it in silence where the latter has run; Bellows runs it");
    }

    @Test
    void aJournalOfAnotherDialectAndOneThatIsNoneAreRefused() {
        LaidOut other = LaidOut.of(folder.resolve("other"), """
                -- file: meta/_journal.json
                {"dialect": "mysql", "entries": []}
                """);
        LaidOut broken = LaidOut.of(folder.resolve("broken"), """
                -- file: 0000_a.sql
                SELECT 1;
                -- file: meta/_journal.json
                <<<<<<< HEAD
                """);

        assertThat(other.refusals()).containsExactly("meta/_journal.json:1: its migrations are written for mysql");
        assertThat(broken.refusals()).contains("meta/_journal.json: no migration can be read from it");
    }
}
