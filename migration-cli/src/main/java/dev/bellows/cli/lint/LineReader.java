package dev.bellows.cli.lint;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines with their ends, and where each begins: a Windows line's end counts two characters. */
final class LineReader {
    private final Reader reader;
    private final char[] buffer = new char[1 << 13];
    private int from;
    private int filled;
    private long begin;
    private long next;

    LineReader(Reader reader) {
        this.reader = reader;
    }

    /** The next line, with what ends it; null behind the last one. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean ended = false;
        while (!ended && fill()) {
            int to = from;
            while (to < filled && !ended) {
                ended = buffer[to++] == '\n';
            }
            line.append(buffer, from, to - from);
            from = to;
        }
        begin = next;
        next += line.length();
        return line.isEmpty() ? null : line.toString();
    }

    /** Whether there is anything more to take. */
    private boolean fill() throws IOException {
        if (from == filled) {
            from = 0;
            filled = Math.max(0, reader.read(buffer));
        }
        return from < filled;
    }

    /** The offset of the line that was read last, in UTF-16 units. */
    long offset() {
        return begin;
    }
}
