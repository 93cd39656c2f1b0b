package dev.bellows.source;

import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.LooseScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A file as the linter reads it: once, and from then on in memory, unless it is very long.
 *
 * @param text what the server would get
 * @param checksums that of all that runs forwards, when somebody asks
 * @param tool whose sections it has, which the engine does not know; empty for none
 */
record LintText(LooseScript.Text text, Supplier<String> checksums, String tool) {
    private static final int KEPT = 1 << 23;

    /**
     * Reads a file.
     *
     * @param tagPrefix what stands before the colon in a directive
     * @throws UnreadableScriptException when it cannot be read, or is not UTF-8
     */
    static LintText of(SourceFile file, LintLayout layout, String tagPrefix) {
        try (InputStream in = file.opener().open()) {
            byte[] bytes = in.readNBytes(KEPT + 1);
            if (bytes.length <= KEPT) {
                return of(bytes, layout, tagPrefix);
            }
        } catch (IOException e) {
            // Who reads it below says where and why.
        }
        TextFile text = new TextFile(file, tagPrefix);
        text.readable();
        return new LintText(text, text::checksum, "");
    }

    private static LintText of(byte[] bytes, LintLayout layout, String tagPrefix) throws IOException {
        int mark = Checksum.startsWithByteOrderMark(bytes, bytes.length) ? 3 : 0;
        String text = decode(bytes, mark);
        Sections sections = Sections.of(text, tagPrefix);
        String forward = sections.tool().isEmpty()
                ? sections.forward()
                : sections.forward().stripTrailing();
        return new LintText(
                LooseScript.Text.of(layout.text(sections.forward())), () -> checksum(forward), sections.tool());
    }

    private static String checksum(String text) {
        try {
            return Checksum.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("what is in memory can be read", e);
        }
    }

    /** The checksum of all that runs forwards. */
    String checksum() {
        return checksums.get();
    }

    private static String decode(byte[] bytes, int from) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                .toString();
    }
}
