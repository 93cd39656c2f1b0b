package dev.bellows.source;

import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.LooseScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A migration's text as the linter reads it: once, and from then on in memory, unless it is very long.
 *
 * @param text what the server would get
 * @param checksums that of the text, when somebody asks
 * @param wrong where it is not UTF-8; null where it is
 */
record LintText(LooseScript.Text text, Supplier<String> checksums, Utf8.@Nullable Wrong wrong) {
    private static final int KEPT = 1 << 23;

    /**
     * Reads a migration.
     *
     * @param tagPrefix what stands before the colon in a directive
     * @throws UnreadableScriptException when it cannot be read, or is so long that it is not kept, and not UTF-8
     */
    static LintText of(Part part, String tagPrefix) {
        try (InputStream in = part.file().opener().open()) {
            byte[] bytes = in.readNBytes(KEPT + 1);
            if (bytes.length <= KEPT) {
                return of(bytes, part);
            }
        } catch (IOException e) {
            // Who reads it below says where and why.
        }
        TextFile text = new TextFile(part, tagPrefix);
        text.readable();
        return new LintText(text, text::checksum, null);
    }

    private static LintText of(byte[] bytes, Part part) {
        int mark = Checksum.startsWithByteOrderMark(bytes, bytes.length) ? 3 : 0;
        Utf8 read = Utf8.of(bytes, mark);
        @Nullable Lines lines = part.lines();
        if (lines == null) {
            // What is not UTF-8 counts as it is, not as what took its place.
            return new LintText(new Kept(read.text(), part.outside()), () -> checksum(bytes), read.wrong());
        }
        LinesReader reader = new LinesReader(new StringReader(read.text()), lines, null);
        String text = drained(reader);
        return new LintText(new Kept(text, part.outside()), reader::checksum, read.wrong());
    }

    /** A text in memory. */
    private record Kept(String text, boolean outside) implements LooseScript.Text {
        @Override
        public Reader open() {
            return new StringReader(text);
        }
    }

    private static String drained(Reader reader) {
        StringWriter text = new StringWriter();
        try {
            reader.transferTo(text);
        } catch (IOException e) {
            throw inMemory(e);
        }
        return text.toString();
    }

    private static String checksum(byte[] bytes) {
        try {
            return Checksum.of(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    private static UncheckedIOException inMemory(IOException e) {
        return new UncheckedIOException("what is in memory can be read", e);
    }

    /** The checksum of all that runs forwards. */
    String checksum() {
        return checksums.get();
    }
}
