package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxErrorTest {
    record Case(String script, String message) {}

    static List<Case> scripts() {
        return List.of(
                new Case(
                        "SELECT 1;\nSELECT 'never;\nSELECT 2;",
                        "test.sql:2:8: The string that starts here is never closed. Add the missing quote ('), and double every quote inside the string ('')."),
                new Case(
                        "SELECT 'a'\n 'never",
                        "test.sql:1:8: The string that starts here is never closed. Add the missing quote ('), and double every quote inside the string ('')."),
                new Case(
                        "E'never\\'",
                        "test.sql:1:1: The string that starts here is never closed. Add the missing quote ('), and double every quote inside the string ('')."),
                new Case(
                        "SELECT \"never;",
                        "test.sql:1:8: The quoted name that starts here is never closed. Add the missing double quote (\")."),
                new Case(
                        "DO\n  $body$ BEGIN END $Body$;",
                        "test.sql:2:3: The dollar-quoted string that starts here is never closed. End it with the same tag that opens it."),
                new Case(
                        "SELECT 1;\n\u00e9\uD83D\uDE00 /* a\n/* b */\nSELECT 2;",
                        "test.sql:2:4: The comment that starts here is never closed. Add the missing */; comments nest, so every /* needs its own."),
                new Case(
                        "\n /*",
                        "test.sql:2:2: The comment that starts here is never closed. Add the missing */; comments nest, so every /* needs its own."),
                new Case(
                        "SELECT 1;\nSELECT 'a\u0000'",
                        "test.sql:2:10: A NUL character, which PostgreSQL does not accept in a text. Remove it; if the file is UTF-16, save it as UTF-8."),
                new Case(
                        "\u0000",
                        "test.sql:1:1: A NUL character, which PostgreSQL does not accept in a text. Remove it; if the file is UTF-16, save it as UTF-8."),
                new Case(
                        "\uFEFF\u0000",
                        "test.sql:1:1: A NUL character, which PostgreSQL does not accept in a text. Remove it; if the file is UTF-16, save it as UTF-8."),
                new Case(
                        "\n\\i other.sql\n",
                        "test.sql:2:1: psql command \\i: Bellows runs SQL only; put the file's statements here or into a migration of its own."),
                new Case(
                        "\\connect shop",
                        "test.sql:1:1: psql command \\connect: Bellows runs SQL only; a migration runs in one database; choose it in the configuration, and remove the line."),
                new Case(
                        "\\restrict abc",
                        "test.sql:1:1: psql command \\restrict: Bellows runs SQL only; pg_dump wrote this line for psql; remove it."),
                new Case(
                        "SELECT 1 \\gset\n",
                        "test.sql:1:10: psql command \\gset: Bellows runs SQL only; remove the line, or write what it does in SQL."),
                new Case(
                        "SELECT 1;\n\\.\n",
                        "test.sql:2:1: The line \\. ends the data of a COPY ... FROM STDIN, and none is open here. Remove it."),
                new Case(
                        "COPY t FROM STDIN; SELECT 1;\n1\n\\.\n",
                        "test.sql:1:20: The data of COPY ... FROM STDIN starts on the next line; move what follows the semicolon below the data's last line, \\."),
                new Case(
                        "COPY t FROM STDIN; /* a\n */\n1\n\\.\n",
                        "test.sql:1:20: The data of COPY ... FROM STDIN starts on the next line; move what follows the semicolon below the data's last line, \\."));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void namesThePlaceTheCauseAndTheNextAction(Case one) {
        assertThatThrownBy(() -> readAll(one.script(), Splitter.LONGEST_STATEMENT))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage(one.message());
    }

    @Test
    void remembersWhereALongCommentBegan() {
        String script = "SELECT 1;\n  /* " + "x\n".repeat(200_000);

        assertThatThrownBy(() -> readAll(script, Splitter.LONGEST_STATEMENT))
                .hasMessageStartingWith("test.sql:2:3: The comment that starts here is never closed.");
        assertThatThrownBy(() -> readAll("SELECT 1\n  /* " + "x\n".repeat(200_000), Splitter.LONGEST_STATEMENT))
                .hasMessageStartingWith("test.sql:2:3: The comment that starts here is never closed.");
    }

    @Test
    void countsLinesAndColumnsBeyondTheWindow() {
        String lines = "SELECT '\uD83D\uDE00';\r\n".repeat(50_000);

        assertThatThrownBy(() -> readAll(lines + "  '", Splitter.LONGEST_STATEMENT))
                .hasMessageStartingWith("test.sql:50001:3: ");
        assertThatThrownBy(() -> readAll(lines.replace("\r\n", " ") + "  '", Splitter.LONGEST_STATEMENT))
                .hasMessageStartingWith("test.sql:1:" + (50_000 * 12 + 3) + ": ");
    }

    @Test
    void hasThePartsOfItsMessage() {
        SqlSyntaxException error = catchThrowableOfType(
                SqlSyntaxException.class, () -> readAll("SELECT 1;\n  \\q", Splitter.LONGEST_STATEMENT));

        assertThat(error.script()).isEqualTo("test.sql");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(3);
        assertThat(error.getMessage()).isEqualTo("test.sql:2:3: " + error.problem());
    }

    @Test
    void refusesStatementsAboveTheLimitAndNoOthers() throws IOException {
        String tooLong =
                "test.sql:2:2: This statement is longer than 10 characters. Split it into several statements, or load the data with COPY ... FROM STDIN.";

        readAll("SELECT 12 ;\n SELECT 123;", 10);
        assertThatThrownBy(() -> readAll("SELECT 1;\n SELECT 1234;", 10)).hasMessage(tooLong);
        assertThatThrownBy(() -> readAll("SELECT 1;\n SELECT '" + "x".repeat(1_000_000), 10))
                .hasMessage(tooLong);
        assertThatThrownBy(() -> readAll("SELECT 1;\n SELECT (" + "1,\n".repeat(1_000_000), 10))
                .hasMessage(tooLong);
    }

    @Test
    void passesOnWhatTheReaderThrows() {
        Reader broken = new Reader() {
            @Override
            public int read(char[] target, int from, int length) throws IOException {
                throw new IOException("gone");
            }

            @Override
            public void close() {}
        };

        assertThatThrownBy(() -> {
                    try (Splitter splitter = new Splitter("test.sql", broken)) {
                        splitter.next();
                    }
                })
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("gone");
    }

    private static void readAll(String script, int longestStatement) throws IOException {
        try (Splitter splitter = new Splitter("test.sql", new StringReader(script), longestStatement)) {
            while (splitter.next() != null) {
                // Only the end is of interest.
            }
        }
    }
}
