package dev.bellows.source;

import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.LooseScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file as the linter reads it: once, and from then on in memory, unless it is very long.
 *
 * @param text what the server would get
 * @param checksums that of all that runs forwards, when somebody asks
 * @param tool whose sections it has, which the engine does not know; empty for none
 * @param wrong where it is not UTF-8; null where it is
 */
record LintText(LooseScript.Text text, Supplier<String> checksums, String tool, Utf8.@Nullable Wrong wrong) {
    private static final int KEPT = 1 << 23;

    /**
     * Reads a file.
     *
     * @param tagPrefix what stands before the colon in a directive
     * @throws UnreadableScriptException when it cannot be read, or is so long that it is not kept, and not UTF-8
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
        return new LintText(text, text::checksum, "", null);
    }

    private static LintText of(byte[] bytes, LintLayout layout, String tagPrefix) {
        int mark = Checksum.startsWithByteOrderMark(bytes, bytes.length) ? 3 : 0;
        Utf8 read = Utf8.of(bytes, mark);
        Sections sections = Sections.of(read.text(), tagPrefix);
        String forward = sections.tool().isEmpty()
                ? sections.forward()
                : sections.forward().stripTrailing();
        return new LintText(
                LooseScript.Text.of(layout.text(sections.forward())),
                // What is not UTF-8 counts as it is, not as what took its place.
                () -> read.wrong() == null ? checksum(forward.getBytes(StandardCharsets.UTF_8)) : checksum(bytes),
                sections.tool(),
                read.wrong());
    }

    private static String checksum(byte[] bytes) {
        try {
            return Checksum.of(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("what is in memory can be read", e);
        }
    }

    /** The checksum of all that runs forwards. */
    String checksum() {
        return checksums.get();
    }
}
