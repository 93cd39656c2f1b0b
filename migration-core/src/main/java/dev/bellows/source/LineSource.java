package dev.bellows.source;

import java.io.IOException;
import java.io.Reader;

/** The lines of a text, one after the other. A line ends at a line feed, or at CRLF; a lone carriage return ends none. */
final class LineSource implements AutoCloseable {
    private final Reader reader;
    private final char[] buffer = new char[1 << 13];
    private final StringBuilder text = new StringBuilder();
    private int at;
    private int length;
    private int number;
    private String line = "";
    private String end = "";

    LineSource(Reader reader) {
        this.reader = reader;
    }

    /** Goes to the next line; false when there is none. */
    boolean next() throws IOException {
        text.setLength(0);
        while (at < length || fill()) {
            int from = at;
            while (at < length && buffer[at] != '\n') {
                at++;
            }
            text.append(buffer, from, at - from);
            if (at < length) {
                at++;
                return found("\n");
            }
        }
        return text.length() > 0 && found("");
    }

    private boolean fill() throws IOException {
        at = 0;
        length = Math.max(0, reader.read(buffer));
        return length > 0;
    }

    private boolean found(String feed) {
        number++;
        boolean carriageReturn = !feed.isEmpty() && text.length() > 0 && text.charAt(text.length() - 1) == '\r';
        end = carriageReturn ? "\r\n" : feed;
        line = text.substring(0, text.length() - (carriageReturn ? 1 : 0));
        return true;
    }

    /** Its number, from 1. */
    int number() {
        return number;
    }

    /** It without its end. */
    String line() {
        return line;
    }

    /** How it ends: nothing where the text does. */
    String end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
