package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyDataTest {
    /** A script, and its statements and data in their order. */
    record Case(String script, List<String> parts) {}

    static List<Case> scripts() {
        return List.of(
                new Case(
                        "COPY t FROM STDIN;\n1\ta;b\n'\n\\.\nSELECT 1;",
                        List.of("COPY t FROM STDIN", "1\ta;b\n'\n", "SELECT 1")),
                new Case(
                        "copy t (a, b) from stdin with (format csv);\n\"\n",
                        List.of("copy t (a, b) from stdin with (format csv)", "\"\n")),
                new Case("COPY t FROM STDIN; -- data\n1\n\\.", List.of("COPY t FROM STDIN", "1\n")),
                new Case(
                        "COPY t FROM STDIN ; /* a */ /* b */ \r\n1\r\n\\.\r\nSELECT 1",
                        List.of("COPY t FROM STDIN", "1\r\n", "SELECT 1")),
                new Case("COPY t FROM STDIN;\n\\.\n;SELECT 1", List.of("COPY t FROM STDIN", "", "SELECT 1")),
                new Case(
                        "COPY t FROM STDIN;\n\\.\\.\n \\.\n\\.x\n\\\\.\n\\N\n\\.\n",
                        List.of("COPY t FROM STDIN", "\\.\\.\n \\.\n\\.x\n\\\\.\n\\N\n")),
                new Case("COPY t FROM STDIN;\nno end", List.of("COPY t FROM STDIN", "no end")),
                new Case("COPY t FROM STDIN;", List.of("COPY t FROM STDIN", "")),
                new Case("COPY t FROM STDIN", List.of("COPY t FROM STDIN", "")),
                new Case(
                        "COPY t FROM STDIN;\n-- bellows:phase contract\n\\.\nCOPY u FROM STDIN;\n2\n\\.\n",
                        List.of("COPY t FROM STDIN", "-- bellows:phase contract\n", "COPY u FROM STDIN", "2\n")));
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void readsTheDataThatFollowsAStatement(Case one) throws IOException {
        assertThat(parts(one.script(), true)).isEqualTo(one.parts());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void skipsTheDataThatNobodyReads(Case one) throws IOException {
        assertThat(parts(one.script(), false)).isEqualTo(SplitterTest.texts(one.script()));
    }

    @Test
    void staysInPlaceAfterTheData() throws IOException {
        try (Splitter splitter =
                new Splitter("test.sql", new StringReader("COPY t FROM STDIN;\n1\n2\n\\.\n  SELECT 1"))) {
            splitter.next();
            Reader data = splitter.copyData();
            assertThat(data.read()).isEqualTo('1');
            assertThat(splitter.next()).extracting(StatementText::span).isEqualTo(new Span(28, 36, 5, 3));
            assertThat(data.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 300_000, 10_000_000})
    void staysInPlaceAfterDataThatIsLongerThanTheWindow(int read) throws IOException {
        String line = "x".repeat(40) + "😀\r\n";
        String script = "COPY t\n  FROM STDIN; -- data\n" + line.repeat(5_000) + "y".repeat(200_000)
                + "\n\n\\.\n  /*😀*/ SELECT 1";

        try (Splitter splitter = new Splitter("test.sql", new StringReader(script))) {
            splitter.next();
            splitter.copyData().read(new char[read], 0, read);

            int start = script.indexOf("SELECT");
            assertThat(splitter.next())
                    .extracting(StatementText::span)
                    .isEqualTo(new Span(start, start + 8, 2 + 5_000 + 2 + 1 + 1, 9));
        }
    }

    @Test
    void givesDataOnceAndOnlyAfterACopy() throws IOException {
        try (Splitter splitter = new Splitter("test.sql", new StringReader("COPY t FROM STDIN;\n1\n\\.\nSELECT 1"))) {
            assertThatThrownBy(splitter::copyData).isInstanceOf(IllegalStateException.class);
            splitter.next();
            splitter.copyData().close();
            assertThatThrownBy(splitter::copyData).isInstanceOf(IllegalStateException.class);
            splitter.next();
            assertThatThrownBy(splitter::copyData).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void readsDataThatIsLargerThanTheWindow() throws IOException {
        String data = ("x".repeat(70_000) + "\n1\n").repeat(20);
        assertThat(parts("COPY t FROM STDIN;\n" + data + "\\.\nSELECT 1", true))
                .containsExactly("COPY t FROM STDIN", data, "SELECT 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 8192, 65_535, 65_536, 65_537})
    void neverEndsAReadInsideAPair(int size) throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            for (int row : new int[] {1, 2, 5, 40_000}) {
                String data =
                        "x".repeat(shift) + "😀".repeat(row) + "\n" + ("😀".repeat(row) + "\n").repeat(80_000 / row);
                assertThat(encodedOneByOne("COPY t FROM STDIN;\n" + data + "\\.\n", size))
                        .isEqualTo(data);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void neverEndsAReadInsideAPairAtTheEdgeOfTheWindow(int size) throws IOException {
        String copy = "COPY t FROM STDIN;\n";
        for (int offset = CharacterWindow.CHUNK - 10; offset <= CharacterWindow.CHUNK + 10; offset++) {
            String data = "x".repeat(offset - copy.length()) + "😀\n😀😀\n😀";
            assertThat(encodedOneByOne(copy + data, size)).as("at %d", offset).isEqualTo(data);
        }
    }

    @Test
    void givesHalvesOneByOneWhenAskedForOne() throws IOException {
        assertThat(pieces("COPY t FROM STDIN;\n😀\n", 1)).containsExactly("\ud83d", "\ude00", "\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void givesLoneSurrogatesAsTheyAre(int size) throws IOException {
        String data = "\ud83d\ud83da\ude00\n\ud83d";
        assertThat(String.join("", pieces("COPY t FROM STDIN;\n" + data, size))).isEqualTo(data);
    }

    /** As the driver does it: each piece is encoded on its own. */
    private static String encodedOneByOne(String script, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String piece : pieces(script, size)) {
            bytes.writeBytes(piece.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> pieces(String script, int size) throws IOException {
        List<String> pieces = new ArrayList<>();
        char[] buffer = new char[size];
        try (Splitter splitter = new Splitter("test.sql", new StringReader(script))) {
            splitter.next();
            Reader data = splitter.copyData();
            for (int count = data.read(buffer); count >= 0; count = data.read(buffer)) {
                assertThat(count).isPositive();
                pieces.add(new String(buffer, 0, count));
            }
        }
        return pieces;
    }

    private static List<String> parts(String script, boolean withData) throws IOException {
        List<String> parts = new ArrayList<>();
        try (Splitter splitter = new Splitter("test.sql", new StringReader(script))) {
            for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                parts.add(next.text());
                if (withData && next.use() instanceof TransactionUse.CopyFromStdin) {
                    StringWriter data = new StringWriter();
                    splitter.copyData().transferTo(data);
                    parts.add(data.toString());
                }
            }
        }
        return parts;
    }
}
