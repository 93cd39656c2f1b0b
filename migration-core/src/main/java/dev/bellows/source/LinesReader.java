package dev.bellows.source;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A file's text with blanks in the place of lines that are another migration's. At its end it fails when its own lines are not
 * those that were planned.
 */
final class LinesReader extends Reader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final LineSource source;
    private final Lines lines;
    private final @Nullable String expected;
    private final Checksum checksum;
    private String shown = "";
    private int at;
    private int blankLines;
    private @Nullable String value;

    /**
     * A reader of what one migration has of a file.
     *
     * @param expected the checksum that was planned; null when none was
     */
    LinesReader(Reader reader, Lines lines, @Nullable String expected) {
        this(reader, lines, expected, new Checksum());
    }

    private LinesReader(Reader reader, Lines lines, @Nullable String expected, Checksum checksum) {
        this.source = new LineSource(reader);
        this.lines = lines;
        this.expected = expected;
        this.checksum = checksum;
    }

    /**
     * Reads them all.
     *
     * @param search is shown what counts for the checksum
     * @return the checksum
     */
    static String checksum(Reader reader, Lines lines, ByteSearch search) throws IOException {
        try (LinesReader own = new LinesReader(reader, lines, null, new Checksum(search))) {
            own.transferTo(Writer.nullWriter());
            return own.checksum();
        }
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == shown.length() && !next()) {
            return -1;
        }
        int count = Math.min(length, shown.length() - at);
        shown.getChars(at, at + count, buffer, offset);
        at += count;
        return count;
    }

    private boolean next() throws IOException {
        at = 0;
        shown = "";
        if (value != null || !source.next()) {
            end();
            return false;
        }
        String written = source.line();
        if (source.number() == 1 && !written.isEmpty() && written.charAt(0) == BYTE_ORDER_MARK) {
            written = written.substring(1);
        }
        if (lines.has(source.number())) {
            count(written);
        }
        shown = lines.shown(source.number(), written) + source.end();
        return !shown.isEmpty() || next();
    }

    /** Blank lines count only where something comes after them: a section ends with its last words. */
    private void count(String line) {
        if (line.isBlank()) {
            blankLines++;
            return;
        }
        String text = "\n".repeat(blankLines) + line + "\n";
        blankLines = 0;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        checksum.add(bytes, bytes.length);
    }

    private void end() throws IOException {
        if (value == null) {
            value = checksum.value();
        }
        if (expected != null && !expected.equals(value)) {
            throw new VerifyingInput.ChangedFileException();
        }
    }

    /** The checksum of its own lines, once all has been read. */
    String checksum() {
        if (value == null) {
            throw new IllegalStateException("what was not read to its end has no checksum yet");
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
