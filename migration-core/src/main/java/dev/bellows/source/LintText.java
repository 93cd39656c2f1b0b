package dev.bellows.source;

import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.LooseScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A file as the linter reads it: once, and from then on in memory, unless it is very long.
 *
 * @param text what the server would get
 * @param checksum of all that runs forwards
 * @param tool whose sections it has, which the engine does not know; empty for none
 */
record LintText(LooseScript.Text text, String checksum, String tool) {
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
        return new LintText(text, text.checksum(), "");
    }

    private static LintText of(byte[] bytes, LintLayout layout, String tagPrefix) throws IOException {
        int mark = Checksum.startsWithByteOrderMark(bytes, bytes.length) ? 3 : 0;
        String text = decode(bytes, mark);
        Sections sections = Sections.of(text, tagPrefix);
        String checksum = sections.tool().isEmpty()
                ? Checksum.of(new ByteArrayInputStream(bytes))
                : Checksum.of(new ByteArrayInputStream(
                        sections.forward().stripTrailing().getBytes(StandardCharsets.UTF_8)));
        return new LintText(LooseScript.Text.of(layout.text(sections.forward())), checksum, sections.tool());
    }

    private static String decode(byte[] bytes, int from) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                .toString();
    }
}
