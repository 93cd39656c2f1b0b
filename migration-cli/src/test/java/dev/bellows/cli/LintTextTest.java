package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads of {@code bellows lint}. */
class LintTextTest {
    private static final String ORDERS = "CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int);\n";

    @TempDir
    private Path folder = Path.of("");

    private LintCaller caller = LintCaller.in(folder);

    @BeforeEach
    void setUp() {
        caller = LintCaller.in(folder).file("db/0001_orders.sql", ORDERS);
    }

    private String said(String sql) {
        return caller.file("db/0002_change.sql", sql).lint().out();
    }

    @Test
    void aFindingIsThePlaceWhatBreaksTheWordsTheLockAndTheSafeWay() {
        assertThat(said("-- The note goes.\nALTER TABLE orders\n    DROP COLUMN note;\n"))
                .isEqualTo("""
                        db/0002_change.sql:3:5: error[drop-column]: code that runs now still names orders.note: its statements \
                        fail once the column is gone, and its values go with it
                          3 |     DROP COLUMN note;
                            |     ^^^^^^^^^^^^^^^^
                          lock: ACCESS EXCLUSIVE on orders, which stops readers and writers
                          way:
                            1. release a version that no longer names orders.note
                            2. drop it when nothing older runs:
                               -- bellows:phase contract
                               ALTER TABLE orders DROP COLUMN note;

                        1 error in 2 migrations (2 statements)
                        why, who is hurt, the safe way: bellows lint --explain drop-column
                        """);
    }

    @Test
    void anotherRuleAboutTheSameWordsShowsThemAndTheLockNotOnceMore() {
        assertThat(said("CREATE UNIQUE INDEX ON orders (note);\n"))
                .contains("error[create-unique-index]", "error[index-not-concurrent]")
                .containsOnlyOnce("1 | CREATE UNIQUE INDEX ON orders (note);")
                .containsOnlyOnce("lock: SHARE on orders, which stops writers");
    }

    @Test
    void aStatementOfManyLinesIsItsFirstAndItsLastOne() {
        assertThat(
                        said(
                                "UPDATE orders\n   SET note = 'a',\n       total = 1\n WHERE id > 0\n   AND id < 9;\nDROP TABLE orders;\n"))
                .contains("""
                        :6:12: error[drop-table]""");
        assertThat(said("""
                        CREATE INDEX orders_notes
                            ON orders
                         USING btree
                               (note,
                                total);
                        """)).contains("""
                          1 | CREATE INDEX orders_notes
                            | ^^^^^^^^^^^^^^^^^^^^^^^^^
                          2 |     ON orders
                            |     ^^^^^^^^^
                            | …
                          5 |         total);
                            |         ^^^^^^
                        """);
    }

    @Test
    void theWordsAreUnderlinedBehindTabsWideCharactersAndCombiningOnes() {
        assertThat(said("\tALTER\tTABLE orders /* 表格 e\u0301 */ DROP\tnote;\n")).contains("""
                          1 |     ALTER   TABLE orders /* 表格 e\u0301 */ DROP  note;
                            |                                       ^^^^^^^^^^
                        """);
    }

    @Test
    void windowsLinesAreLinesAsOthers() {
        assertThat(said("-- a\r\nALTER TABLE orders\r\n  DROP note;\r\n"))
                .contains("""
                          3 |   DROP note;
                            |   ^^^^^^^^^
                        """)
                .doesNotContain("\r");
    }

    @Test
    void aVeryLongLineIsCutAroundTheWords() {
        String out = said("/* " + "before ".repeat(500) + "*/ ALTER TABLE orders DROP COLUMN note /* "
                + "after ".repeat(500) + "*/;\n");

        assertThat(out.lines().filter(line -> line.matches(" +1? \\| .*")).toList())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(160));
        assertThat(out).containsPattern("\\| …[^\\n]*DROP COLUMN note[^\\n]*…\\n +\\| +\\^{16}\\n");
        int words = out.lines()
                .filter(line -> line.contains("DROP COLUMN note /*"))
                .findFirst()
                .orElseThrow()
                .indexOf("DROP");
        assertThat(out.lines()
                        .filter(line -> line.contains("^^^"))
                        .findFirst()
                        .orElseThrow()
                        .indexOf('^'))
                .isEqualTo(words);
    }

    @Test
    void nothingButSqlIsWiderThanTheTerminalAndWithoutUnicodeEverythingIsAscii() {
        String out = caller.file(
                        "db/0002_change.sql",
                        "ALTER TABLE orders ADD CONSTRAINT orders_note_is_never_empty CHECK (note <> '' OR"
                                + " total > 0 OR id < 0 OR length(note) > 10 OR note IS NULL);\n")
                .wide(70, false)
                .lint()
                .out();

        assertThat(out.codePoints().filter(c -> c > 126)).as(out).isEmpty();
        assertThat(out.lines().filter(line -> line.length() > 70))
                .allMatch(line -> line.startsWith("       ") || line.contains("bellows lint"));
        assertThat(out).containsPattern(" 1 \\| [^\\n]*~\\n +\\| +\\^+\\n");
    }

    @Test
    void aSyntaxErrorIsUnderAWord() {
        assertThat(said("SELECT 1;\nALTER TABEL orders DROP note;\n")).contains("""
                          2 | ALTER TABEL orders DROP note;
                            |       ^^^^^
                        """);
    }

    @Test
    void whatIsAboutACommentUnderlinesTheComment() {
        assertThat(said("SELECT 1;\n-- bellows:allow drop-column nobody reads it\nSELECT 2;\n"))
                .contains("warning[unused-allowance]")
                .contains("""
                          2 | -- bellows:allow drop-column nobody reads it
                            | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
                        """);
    }

    @Test
    void aFileAsAWholeHasNoExcerpt() {
        caller.file("db/0001_again.sql", "SELECT 1;\n");

        assertThat(said("SELECT 1;\n")).contains("error[migration-file]").doesNotContain(" | ");
    }

    @Test
    void aContractThatIsTaggedTakesALine() {
        assertThat(said("-- bellows:phase contract\nALTER TABLE orders DROP note;\n"))
                .startsWith("db/0002_change.sql:2:20: note[drop-column]: ")
                .doesNotContain("way:", " | ")
                .contains("\n1 note in 2 migrations (2 statements)\n")
                .doesNotContain("--explain");
    }

    @Test
    void aLongReportTellsEachRuleThriceAndCountsAndHintsAtTheRest() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            sql.append("ALTER TABLE orders DROP COLUMN c").append(i).append(";\n");
        }
        sql.append("DROP TABLE orders;\n");
        String out = said(sql.toString());

        assertThat(out.split("lock:", -1)).hasSize(1 + 4);
        assertThat(out.split("\\^{6,}", -1)).as("each is shown").hasSize(1 + 26);
        assertThat(out).endsWith("""
                        26 errors in 2 migrations (27 statements)
                          25 drop-column
                           1 drop-table
                        22 of them are short, as findings of the same rule stand above: --full tells the lock and the safe way of \
                        each
                        if these ran long ago, make them history, and only what is new is judged: bellows lint --init
                        why, who is hurt, the safe way: bellows lint --explain drop-column
                        """);
        assertThat(caller.lint("--full").out().split("lock:", -1)).hasSize(1 + 26);
        assertThat(caller.file("bellows.toml", "").lint().out()).doesNotContain("--init");
    }

    @Test
    void controlCharactersReachNoTerminal() {
        assertThat(said("ALTER TABLE orders DROP \"a\u001b[31m\u202e\";\n")).doesNotContain("\u001b", "\u202e");
    }

    @Test
    void nothingToSayIsALine() {
        assertThat(said("SELECT 1;\n")).isEqualTo("nothing to say in 2 migrations (2 statements)\n");
    }

    @Test
    void aPasswordInTheSqlReachesNoLog() {
        caller.file("db/0002_change.sql", """
                CREATE SUBSCRIPTION s CONNECTION 'host=a password=hunter2 x=1' PUBLICATION p; DROP TABLE orders;
                ALTER TABLE orders DROP note; CREATE ROLE r PASSWORD 'hun''ter2'; ALTER TABLE orders DROP total;
                CREATE USER q PASWORD 'hunter2'; ALTER TABLE orders DROP id;
                """);

        assertThat(caller.lint().out())
                .contains("CREATE SUBSCRIPTION s CONNECTION ***************************** PUBLICATION p")
                .contains("CREATE ROLE r PASSWORD ***********");
        for (String format : List.of("text", "json", "sarif", "github", "gitlab", "junit")) {
            assertThat(caller.lint("--format", format, "--full").out()).doesNotContain("hunter2", "hun''ter2");
        }
    }

    @Test
    void noticesThatAreManyAreCounted() {
        for (int i = 10; i < 25; i++) {
            caller.file("db/" + i + "_folder/up.sql", "SELECT 1;\n");
        }

        assertThat(caller.lint().err().lines())
                .hasSize(10)
                .last()
                .isEqualTo("notice: 6 more notices; --full shows all");
        assertThat(caller.lint("--full").err().lines()).hasSize(15);
        assertThat(caller.lint("--json").json().path("notices").size()).isEqualTo(15);
    }
}
