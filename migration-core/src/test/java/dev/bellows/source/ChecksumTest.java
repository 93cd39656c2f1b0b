package dev.bellows.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The checksum, which must never change: it is in people's ledgers. */
class ChecksumTest {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Written down from {@code printf … | sha256sum}, so that even a change of both sides here is seen. */
    @Test
    void knownTexts() throws IOException {
        assertThat(of("")).isEqualTo("1:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(of("SELECT 1;\n")).isEqualTo("1:b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd");
        assertThat(of("SELECT 'ä€😀';\n"))
                .isEqualTo("1:8591b73c084dff2c88901844d5e6ef0c2946df518b1d06e753a4119ae4bdecb1");
    }

    @Test
    void itIsTheHashOfTheBytes() throws Exception {
        for (String text : List.of("SELECT 1;", "a\nb\n", "a\rb", " \t\n\n ", "ä\n")) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            assertThat(of(text)).isEqualTo("1:" + HexFormat.of().formatHex(hash));
        }
    }

    @Test
    @Tag("scenario-16")
    void aByteOrderMarkAndTheKindOfLineBreakDoNotCount() throws IOException {
        String text = "CREATE TABLE a (i int);\nCREATE TABLE b (i int);\n";

        assertThat(of(text.replace("\n", "\r\n"))).isEqualTo(of(text));
        assertThat(Checksum.of(new ByteArrayInputStream(joined(MARK, text.getBytes(UTF_8)))))
                .isEqualTo(of(text));
        assertThat(Checksum.of(new ByteArrayInputStream(joined(MARK, joined(MARK, text.getBytes(UTF_8))))))
                .as("only one mark is a mark")
                .isNotEqualTo(of(text));
    }

    @Test
    @Tag("scenario-16")
    void everythingElseCounts() throws IOException {
        String text = "-- a comment\nDROP TABLE a;\n";

        assertThat(List.of(
                        of(text.replace("comment\n", "comment ")),
                        of(text.replace("comment\n", "comment\r")),
                        of(text + " "),
                        of(text + "\n"),
                        of(text + "\r"),
                        of(text.stripTrailing()),
                        of(" " + text),
                        of(text.toLowerCase(java.util.Locale.ROOT))))
                .doesNotContain(of(text))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLineBreakMayFallBetweenTwoReads() throws IOException {
        int buffer = 1 << 16;
        for (int length = buffer - 4; length <= buffer + 1; length++) {
            String before = "x".repeat(length);
            assertThat(of(before + "\r\ny")).isEqualTo(of(before + "\ny"));
            assertThat(of(before + "\ry")).isNotEqualTo(of(before + "\ny"));
            assertThat(of(before + "\r")).isNotEqualTo(of(before));
        }
    }

    @Test
    void aFileIsReadWithoutItsMarkAndAsItWas() throws IOException {
        byte[] file = joined(MARK, "a\r\nb".getBytes(UTF_8));

        try (VerifyingInput in = new VerifyingInput(new ByteArrayInputStream(file), of("a\nb"))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("a\r\nb");
        }
    }

    @Test
    void oneByteAtATimeIsTheSame() throws IOException {
        for (String text : List.of("", "a", "ab", "abc", "a\r\nb")) {
            ByteArrayOutputStream read = new ByteArrayOutputStream();
            try (VerifyingInput in = new VerifyingInput(new ByteArrayInputStream(text.getBytes(UTF_8)), of(text))) {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    read.write(b);
                }
            }
            assertThat(read.toString(UTF_8)).isEqualTo(text);
        }
    }

    @Test
    void aFileThatChangesWhileItIsReadFailsAtItsEnd() throws IOException {
        try (VerifyingInput in = new VerifyingInput(new ByteArrayInputStream("a\nb".getBytes(UTF_8)), of("a\nc"))) {
            assertThat(in.readNBytes(3)).hasSize(3);
            assertThatThrownBy(in::read)
                    .isInstanceOf(IOException.class)
                    .hasMessage("its content changed while it was being read");
        }
    }

    @Test
    void aCarriageReturnBeforeAPairStays() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest("\r\n".getBytes(UTF_8));
        assertThat(of("\r\r\n")).isEqualTo("1:" + HexFormat.of().formatHex(hash));
    }

    private static String of(String text) throws IOException {
        return Checksum.of(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
