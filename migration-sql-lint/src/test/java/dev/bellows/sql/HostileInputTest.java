package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.sql.grammar.PostgresLexer;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import org.antlr.v4.runtime.CharStreams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Text that is made to exhaust time, memory or the stack. */
@Timeout(30)
@Tag("scenario-33")
class HostileInputTest {
    private static final int DEEP = 200_000;

    @Test
    void nestedParenthesesAreOneStatement() {
        String sql = "SELECT " + "(".repeat(DEEP) + "1" + ")".repeat(DEEP);

        assertThat(SplitterTest.texts(sql + "; SELECT 2")).containsExactly(sql, "SELECT 2");
        assertThat(SplitterTest.texts("(".repeat(DEEP) + "; SELECT 2")).hasSize(1);
        assertThat(SplitterTest.texts(")".repeat(DEEP) + "; SELECT 2")).hasSize(2);
    }

    @Test
    void nestedCommentsAreOneComment() {
        String comment = "/*".repeat(DEEP) + "*/".repeat(DEEP);

        assertThat(SplitterTest.texts(comment + "SELECT 2")).containsExactly("SELECT 2");
        TokenList.assertScannerEqualsGrammar(comment + "SELECT 2");
        assertThatThrownBy(() -> SplitterTest.texts("/*".repeat(DEEP)))
                .hasMessageStartingWith("test.sql:1:1: The comment that starts here is never closed.");
    }

    @Test
    void nestedCasesAreOneBody() {
        String routine = "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT " + "CASE WHEN true THEN ".repeat(DEEP)
                + "1" + " END".repeat(DEEP) + "; END";

        assertThat(SplitterTest.texts(routine + "; SELECT 2")).containsExactly(routine, "SELECT 2");
    }

    @Test
    void codeInCodeInCodeIsLookedIntoUpToADepth() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            code.insert(0, "$a" + i + "$ ").append(" $a").append(i).append('$');
        }

        assertThat(SplitterTest.statements("DO " + code).get(0).use()).isEqualTo(new TransactionUse.Inside(true));
    }

    @Test
    void tagsThatNeverCloseAreReadOnce() {
        String tag = "$" + "a".repeat(60) + "$";
        String almost = tag.substring(0, tag.length() - 1) + "b";

        assertThatThrownBy(() -> SplitterTest.texts(tag + almost.repeat(DEEP)))
                .hasMessageStartingWith("test.sql:1:1: The dollar-quoted string that starts here is never closed.");
    }

    @Test
    void everyEndOfTextIsReached() {
        for (String open : new String[] {"'", "E'", "\"", "$$", "/*"}) {
            assertThatThrownBy(() -> SplitterTest.texts(open + "x".repeat(3_000_000)))
                    .hasMessageStartingWith("test.sql:1:1: The ")
                    .hasMessageContaining("never closed");
        }
    }

    @Test
    void grammarReadsOneTokenOfManyCharacters() {
        for (String token : new String[] {
            "'" + "''".repeat(DEEP) + "'", "+".repeat(DEEP) + "@", "'a'\n".repeat(DEEP), "1" + "_0".repeat(DEEP)
        }) {
            PostgresLexer lexer = new PostgresLexer(CharStreams.fromString(token));
            assertThat(lexer.nextToken().getStopIndex()).isGreaterThan(DEEP / 2 - 2);
        }
    }

    @Test
    void readsAStatementOfTwentyMillionCharacters() throws IOException {
        int rows = 2_000_000;
        try (Splitter splitter = new Splitter("test.sql", repeated("INSERT INTO t VALUES (0)", ", (12345)", rows))) {
            assertThat(splitter.next()).extracting(StatementText::span).isEqualTo(new Span(0, 24 + 9L * rows, 1, 1));
            assertThat(splitter.next()).isNull();
            assertThat(splitter.capacity()).isLessThanOrEqualTo(CharacterWindow.CHUNK);
        }
    }

    @Test
    void readsAStatementWithStringsAndGapsThatAreLongerThanTheWindow() {
        String filler = "x".repeat(3 * CharacterWindow.CHUNK);
        String gap = " ".repeat(2 * CharacterWindow.CHUNK);
        String sql = "SELECT '" + filler + "'" + gap + "\n'" + filler + "''', /*" + filler + "*/ $a$" + filler + "$a$"
                + gap + ", E'" + filler + "\\'' --" + filler + "\n, U&'" + filler + "'";

        assertThat(SplitterTest.texts(sql + gap + ";" + sql)).containsExactly(sql, sql);
        assertThatThrownBy(() -> SplitterTest.texts("SELECT 1,\n '" + filler + "'\n'" + filler))
                .hasMessageStartingWith("test.sql:2:2: The string that starts here is never closed.");
    }

    @Test
    void refusesAStatementThatIsTooLongWithoutKeepingMoreOfItThanAllowed() throws IOException {
        int longest = 1_000_000;
        try (Splitter splitter =
                new Splitter("test.sql", repeated("INSERT INTO t VALUES (0)", ", (12345)", 20_000_000), longest)) {
            assertThatThrownBy(splitter::next)
                    .hasMessageStartingWith("test.sql:1:1: This statement is longer than 1000000");
            assertThat(splitter.capacity()).isLessThanOrEqualTo(longest + CharacterWindow.CHUNK);
        }
    }

    @Test
    void keepsNoMoreOfALongScriptThanOneStatement() throws IOException {
        String insert = "INSERT INTO measurements (at, value) VALUES ('2026-11-21 10:00:00', 12.5);\n";
        int count = 50_000_000 / insert.length();
        try (Splitter splitter = new Splitter("test.sql", repeated("", insert, count))) {
            int statements = 0;
            while (splitter.next() != null) {
                statements++;
                assertThat(splitter.capacity()).isLessThanOrEqualTo(CharacterWindow.CHUNK);
            }
            assertThat(statements).isEqualTo(count);
        }
    }

    @Test
    void keepsNothingOfWhatStandsBetweenStatementsOrOfDataThatIsSkipped() throws IOException {
        for (String gap : new String[] {" ", "\n", ";", "-- comment\n", "/* comment */"}) {
            assertWindowStaysSmall("", gap);
        }
        assertWindowStaysSmall("/*", "x");
        assertWindowStaysSmall("COPY t FROM STDIN;\n", "1\t2\n");
        assertWindowStaysSmall("COPY t FROM STDIN;\n", "x");
    }

    private static void assertWindowStaysSmall(String first, String repeated) throws IOException {
        try (Splitter splitter = new Splitter("test.sql", repeated(first, repeated, 5_000_000 / repeated.length()))) {
            while (splitter.next() != null) {
                assertThat(splitter.capacity()).isLessThanOrEqualTo(CharacterWindow.CHUNK);
            }
            assertThat(splitter.capacity()).isLessThanOrEqualTo(CharacterWindow.CHUNK);
        } catch (SqlSyntaxException e) {
            assertThat(e).hasMessageContaining("never closed");
        }
    }

    @Test
    void givesTheMemoryOfALongNameBack() throws IOException {
        String shortOnes = "SELECT 1;".repeat(500_000);
        Reader reader = new StringReader("SELECT \"" + "x".repeat(3_000_000) + "\";" + shortOnes);
        try (Splitter splitter = new Splitter("test.sql", reader)) {
            assertThat(splitter.next()).isNotNull();
            assertThat(splitter.capacity()).isGreaterThan(3_000_000);
            while (splitter.next() != null) {
                // Only the size afterwards is of interest.
            }
            assertThat(splitter.capacity()).isLessThanOrEqualTo(CharacterWindow.CHUNK);
        }
    }

    /** A text of any length that is never in memory. */
    private static Reader repeated(String first, String part, int count) {
        return new Reader() {
            private String current = first;
            private int at;
            private int left = count;

            @Override
            public int read(char[] target, int from, int length) {
                int copied = 0;
                while (copied < length) {
                    if (at == current.length()) {
                        if (left == 0) {
                            break;
                        }
                        left--;
                        current = part;
                        at = 0;
                    }
                    int some = Math.min(length - copied, current.length() - at);
                    current.getChars(at, at + some, target, from + copied);
                    at += some;
                    copied += some;
                }
                return copied == 0 ? -1 : copied;
            }

            @Override
            public void close() {}
        };
    }
}
