package dev.bellows.sql;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/**
 * The lines of data below a COPY … FROM STDIN, read from the splitter's window. A read of two characters or more ends
 * between the halves of no surrogate pair, since the driver encodes what each read gives on its own.
 */
final class CopyData extends Reader {
    private final CharacterWindow window;
    private boolean taken;
    private boolean atLineStart = true;
    private boolean ended;

    CopyData(CharacterWindow window) {
        this.window = window;
        window.countLines();
    }

    /** True the first time. */
    boolean takeOnce() {
        boolean first = !taken;
        taken = true;
        return first;
    }

    /** What is skipped is only looked at for its end. */
    void skipRest() {
        while (!atEnd()) {
            pass(partOfLine(Integer.MAX_VALUE));
        }
    }

    @Override
    public int read(char[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            return copyTo(target, from, length);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {}

    private int copyTo(char[] target, int from, int length) {
        int copied = 0;
        while (copied < length && !atEnd()) {
            int count = partOfLine(length - copied);
            System.arraycopy(window.characters, window.position, target, from + copied, count);
            pass(count);
            copied += count;
        }
        if (copied == length && copied > 1 && Character.isHighSurrogate(target[from + copied - 1])) {
            // Its other half is left for the next read; after fewer characters than asked for, none follows.
            window.position--;
            copied--;
        }
        return copied == 0 ? -1 : copied;
    }

    /** How many characters of the current line are in memory, its line break included, but not more than wanted. */
    private int partOfLine(int wanted) {
        char[] characters = window.characters;
        int start = window.position;
        int stop = window.limit - start < wanted ? window.limit : start + wanted;
        int end = start;
        while (end < stop && characters[end] != '\n') {
            end++;
        }
        atLineStart = end < stop;
        return (atLineStart ? end + 1 : end) - start;
    }

    private void pass(int count) {
        window.position += count;
        if (atLineStart) {
            window.lineEnded();
        }
    }

    private boolean atEnd() {
        window.startToken();
        if (!ended && (window.peek() < 0 || (atLineStart && skipLastLine()))) {
            ended = true;
        }
        return ended;
    }

    /** Skips the line {@code \.}; false when another line is here. */
    private boolean skipLastLine() {
        if (window.peek() != '\\' || window.peek(1) != '.') {
            return false;
        }
        int length = window.peek(2) == '\r' ? 3 : 2;
        int next = window.peek(length);
        if (next >= 0 && next != '\n') {
            return false;
        }
        window.position += next < 0 ? length : length + 1;
        return true;
    }
}
