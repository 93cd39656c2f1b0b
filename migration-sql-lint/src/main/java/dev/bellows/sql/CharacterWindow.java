package dev.bellows.sql;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The part of a text that is in memory: at least from the start of the token that is being read, unless it may be dropped.
 * What was kept and has left the window waits in a string builder, which needs half the memory for most texts. Knows line
 * and column of the places it is asked for, which must be in the order of the text.
 *
 * <p>The array and its indexes are open to the scanner, whose inner loops run over them; {@link #fill} moves them.
 */
final class CharacterWindow {
    static final int CHUNK = 1 << 16;

    /** Most scripts are shorter. */
    private static final int FIRST_CHUNK = 1 << 12;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    char[] characters;
    int position;
    int limit;

    private final String script;
    private final @Nullable Reader reader;
    private final int longest;

    private long offset;
    private int tokenStart;
    private int held;
    private boolean dropping;

    /** Where in the window the kept text, or the rest of it, starts; -1 when nothing is kept. */
    private int kept = -1;

    private StringBuilder keptBefore = new StringBuilder();
    private boolean nullCharacterAtLimit;
    private boolean readerAtEnd;

    private final LineCounter counter = new LineCounter();
    private boolean tokenLocated;
    private int tokenLine = 1;
    private int tokenColumn = 1;
    private int keptLine = 1;
    private int keptColumn = 1;

    CharacterWindow(String script, Reader reader, int longest) {
        this.script = script;
        this.reader = reader;
        this.longest = longest;
        this.characters = new char[FIRST_CHUNK];
    }

    private CharacterWindow(char[] characters) {
        this.script = "";
        this.reader = null;
        this.longest = characters.length;
        this.characters = characters;
        this.limit = characters.length;
    }

    /** A window on a text that is in memory already. */
    static CharacterWindow over(String text) {
        return text.length() <= CHUNK
                ? new CharacterWindow(text.toCharArray())
                : new CharacterWindow("", new StringReader(text), Integer.MAX_VALUE - 2 * CHUNK);
    }

    /** The character at the position, or -1 at the end of the text. */
    int peek() {
        return position < limit || fill() ? characters[position] : -1;
    }

    /** The character so many places after the position, or -1 past the end of the text. */
    int peek(int ahead) {
        while (position + ahead >= limit) {
            if (!fill()) {
                return -1;
            }
        }
        return characters[position + ahead];
    }

    /** A token starts at the position. */
    void startToken() {
        tokenStart = position;
        dropping = false;
        tokenLocated = false;
    }

    /** The characters of the current token, of which there may be very many, need not stay in the window. */
    void dropToken() {
        if (!tokenLocated) {
            counter.countTo(characters, tokenStart);
            tokenLine = counter.line();
            tokenColumn = counter.column();
            tokenLocated = true;
        }
        dropping = true;
    }

    /** The same for a token that may be the first of a statement, which is kept only when it has been read. */
    void dropTokenIfKept() {
        if (kept >= 0) {
            dropToken();
        }
    }

    /** Ends the dropping: the token can be made to end here by {@link #backToHold}. */
    void hold() {
        if (tokenLocated) {
            tokenStart = position;
            dropping = false;
        }
        held = position - tokenStart;
    }

    void backToHold() {
        position = tokenStart + held;
    }

    /** How many characters of the token have been read; meaningless once it has been dropped. */
    int tokenLength() {
        return position - tokenStart;
    }

    /** Makes the token end after so many characters. */
    void setTokenLength(int length) {
        position = tokenStart + length;
    }

    int tokenStart() {
        return tokenStart;
    }

    String tokenText() {
        return new String(characters, tokenStart, position - tokenStart);
    }

    /** Keeps everything from the start of the current token, until {@link #release}. */
    void keep() {
        kept = tokenStart;
        keptBefore.setLength(0);
        counter.countTo(characters, tokenStart);
        keptLine = counter.line();
        keptColumn = counter.column();
    }

    void release() {
        kept = -1;
        if (keptBefore.capacity() > CHUNK) {
            keptBefore = new StringBuilder();
        }
    }

    int keptLine() {
        return keptLine;
    }

    int keptColumn() {
        return keptColumn;
    }

    /** How many characters have been read since the kept place. */
    int keptLength() {
        return keptBefore.length() + position - kept;
    }

    String keptText(int length) {
        int before = keptBefore.length();
        if (before == 0) {
            return new String(characters, kept, length);
        }
        if (length > before) {
            keptBefore.append(characters, kept, length - before);
        }
        return keptBefore.substring(0, length);
    }

    /** The offset of the position in the text, in UTF-16 units. */
    long offset() {
        return offset + position;
    }

    /** The line of the position, from 1. */
    int line() {
        countLines();
        return counter.line();
    }

    /** Counts the lines up to the position. */
    void countLines() {
        counter.countTo(characters, position);
    }

    /** A line ends before the position, the only one since the lines were counted or one ended: none need be looked for. */
    void lineEnded() {
        counter.lineEnded(position);
    }

    /** The line on which the current token starts, from 1. */
    int tokenLine() {
        counter.countTo(characters, tokenStart);
        return counter.line();
    }

    /** How many characters are in memory at most, at this moment. */
    int capacity() {
        return characters.length;
    }

    SqlSyntaxException failAtToken(String problem) {
        if (tokenLocated) {
            return new SqlSyntaxException(script, tokenLine, tokenColumn, problem);
        }
        counter.countTo(characters, tokenStart);
        return failure(problem);
    }

    private SqlSyntaxException failure(String problem) {
        return new SqlSyntaxException(script, counter.line(), counter.column(), problem);
    }

    SqlSyntaxException tooLong() {
        return new SqlSyntaxException(
                script,
                kept < 0 ? counter.line() : keptLine,
                kept < 0 ? counter.column() : keptColumn,
                "This statement is longer than " + longest
                        + " characters. Split it into several statements, or load the data with COPY ... FROM STDIN.");
    }

    /** Reads more; afterwards every index may have changed. Returns false at the end of the text. */
    boolean fill() {
        if (nullCharacterAtLimit) {
            throw nullCharacter();
        }
        if (reader == null || readerAtEnd) {
            return false;
        }
        if (limit == characters.length) {
            makeRoom(dropping ? Math.min(position, limit) : tokenStart);
        }
        return read(reader);
    }

    private SqlSyntaxException nullCharacter() {
        counter.countTo(characters, limit);
        return failure(
                "A NUL character, which PostgreSQL does not accept in a text. Remove it; if the file is UTF-16, save it as UTF-8.");
    }

    private boolean read(Reader from) {
        boolean first = offset == 0 && limit == 0;
        int count;
        try {
            do {
                count = from.read(characters, limit, characters.length - limit);
            } while (count == 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (count < 0) {
            readerAtEnd = true;
            return false;
        }
        int end = beforeNullCharacter(limit + count);
        if (end == limit) {
            throw nullCharacter();
        }
        limit = end;
        return !first || skipByteOrderMark();
    }

    /** What stands before a NUL character is read as usual, so that the first error of a text is the one that is reported. */
    private int beforeNullCharacter(int end) {
        for (int i = limit; i < end; i++) {
            if (characters[i] == 0) {
                nullCharacterAtLimit = true;
                return i;
            }
        }
        return end;
    }

    private boolean skipByteOrderMark() {
        if (characters[0] != BYTE_ORDER_MARK) {
            return true;
        }
        offset = -1;
        position = 1;
        tokenStart = 1;
        counter.skip();
        return limit > 1 || fill();
    }

    private void makeRoom(int from) {
        counter.countTo(characters, from);
        moveOutKept(from);
        int retained = limit - from;
        int capacity = capacityFor(retained);
        if (capacity == retained) {
            throw tooLong();
        }
        char[] target = capacity == characters.length ? characters : new char[capacity];
        System.arraycopy(characters, from, target, 0, retained);
        characters = target;
        offset += from;
        position -= from;
        limit -= from;
        counter.moved(from);
        tokenStart = Math.max(0, tokenStart - from);
    }

    private void moveOutKept(int from) {
        if (kept < 0) {
            return;
        }
        if (keptBefore.length() + (from - kept) > longest) {
            throw tooLong();
        }
        keptBefore.append(characters, kept, from - kept);
        kept = 0;
    }

    /** Twice as much when more than half is retained; small again after a long statement. */
    private int capacityFor(int retained) {
        int capacity = characters.length;
        if (retained > capacity / 2) {
            return (int) Math.min(2L * capacity, (long) longest + CHUNK);
        }
        return retained < CHUNK / 2 ? CHUNK : capacity;
    }
}
