package dev.bellows.sql;

/**
 * Line and column of a place in a window, counted forwards only. Lines end at a line feed, so that CRLF counts once and a
 * lone carriage return does not count; columns are code points.
 */
final class LineCounter {
    private int counted;
    private int line = 1;
    private int column = 1;
    private boolean afterHighSurrogate;

    /** The line of the place counted to, from 1. */
    int line() {
        return line;
    }

    /** The column of the place counted to, from 1. */
    int column() {
        return column;
    }

    /** Goes on to a place of the window, or stays when it has gone further already. */
    void countTo(char[] characters, int index) {
        // Only the columns of the last line are asked for.
        int begin = counted;
        int lines = 0;
        for (int i = counted; i < index; i++) {
            if (characters[i] == '\n') {
                lines++;
                begin = i + 1;
            }
        }
        if (lines > 0) {
            line += lines;
            column = 1;
            afterHighSurrogate = false;
            counted = begin;
        }
        for (; counted < index; counted++) {
            char character = characters[counted];
            if (!Character.isSurrogate(character)) {
                column++;
                afterHighSurrogate = false;
            } else if (afterHighSurrogate && Character.isLowSurrogate(character)) {
                afterHighSurrogate = false;
            } else {
                column++;
                afterHighSurrogate = Character.isHighSurrogate(character);
            }
        }
    }

    /** Goes on to a place right behind the first line feed that has not been counted. */
    void lineEnded(int index) {
        line++;
        column = 1;
        afterHighSurrogate = false;
        counted = index;
    }

    /** Passes a character that is not text. */
    void skip() {
        counted++;
    }

    /** The window has moved forwards by so many characters. */
    void moved(int count) {
        counted -= count;
    }
}
