package dev.bellows.cli.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines with their ends, and where each begins: a Windows line's end counts two characters. */
final class LineReader {
    private final Reader reader;
    private long begin;
    private long next;

    LineReader(Reader reader) {
        this.reader = new BufferedReader(reader);
    }

    /** The next line, with what ends it; null behind the last one. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = 0;
        while (c != '\n') {
            c = reader.read();
            if (c < 0) {
                break;
            }
            line.append((char) c);
        }
        begin = next;
        next += line.length();
        return line.isEmpty() ? null : line.toString();
    }

    /** The offset of the line that was read last, in UTF-16 units. */
    long offset() {
        return begin;
    }
}
