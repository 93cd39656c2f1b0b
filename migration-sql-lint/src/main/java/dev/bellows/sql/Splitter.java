package dev.bellows.sql;

import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Takes a script apart into its statements, one at a time, so that a script may be larger than memory. The statements and
 * what stands between them, joined, are the script. Semicolons divide statements as they do in psql, except inside
 * parentheses and SQL bodies; empty statements are passed over. Lines end at a line feed (CRLF counts once, a lone carriage
 * return not at all), columns are code points, and a byte order mark at the start is not text.
 */
public final class Splitter implements AutoCloseable {
    /** The longest statement that is accepted unless the caller says otherwise, in characters (UTF-16 units). */
    public static final int LONGEST_STATEMENT = 64 * 1024 * 1024;

    /** How many tokens of a statement are kept for the parser: there are more only in statements that change many rows. */
    private static final int KEPT_TOKENS = 1 << 16;

    private final Reader reader;
    private final int longestStatement;
    private final LineComments lineComments;
    private final CharacterWindow window;
    private final Scanner scanner;
    private final StatementEnd statementEnd = new StatementEnd();
    private final StatementTokens tokens = new StatementTokens(KEPT_TOKENS);

    private int statements;
    private @Nullable Statement lastStatement;
    private @Nullable CopyData copyData;

    /** What wants to know of the line comments that are first on their line. */
    interface LineComments {
        /**
         * Takes notice of a comment.
         *
         * @param text the comment with its dashes
         * @param line its line, from 1
         * @param statements how many statements have begun before it
         * @param insideStatement whether the last of them goes on after it
         */
        void comment(String text, int line, int statements, boolean insideStatement);
    }

    /**
     * A splitter for statements of up to {@link #LONGEST_STATEMENT} characters.
     *
     * @param scriptName the name that errors carry
     * @param reader the text, from now on the splitter's to close
     */
    public Splitter(String scriptName, Reader reader) {
        this(scriptName, reader, LONGEST_STATEMENT);
    }

    /**
     * A splitter that refuses statements above a length.
     *
     * @param scriptName the name that errors carry
     * @param reader the text, from now on the splitter's to close
     * @param longestStatement how long a statement may be, in characters (UTF-16 units), at least 1
     */
    public Splitter(String scriptName, Reader reader, int longestStatement) {
        this(scriptName, reader, longestStatement, (text, line, statements, insideStatement) -> {});
    }

    Splitter(String scriptName, Reader reader, int longestStatement, LineComments lineComments) {
        if (longestStatement < 1) {
            throw new IllegalArgumentException("a statement has at least one character, not " + longestStatement);
        }
        this.reader = reader;
        this.longestStatement = longestStatement;
        this.lineComments = lineComments;
        this.window = new CharacterWindow(scriptName, reader, longestStatement);
        this.scanner = new Scanner(window);
    }

    /**
     * The next statement, or null at the end. What was not read of the data of a COPY … FROM STDIN is skipped.
     *
     * @throws SqlSyntaxException for text that is no sequence of statements: something that is never closed, a NUL
     *     character, a command of psql, a statement that is too long
     * @throws IOException when the reader throws it
     */
    public @Nullable StatementText next() throws IOException {
        try {
            if (copyData != null) {
                copyData.skipRest();
                copyData = null;
                scanner.atLineStart();
            }
            return statement();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * The data of the COPY … FROM STDIN that {@link #next} has just returned: the lines after it, up to the line
     * {@code \.} or the end of the text. It can be read once and until the next call of {@link #next}; closing it does
     * nothing.
     *
     * @throws IllegalStateException when the last statement has no data, or its data has been asked for
     */
    public Reader copyData() {
        if (copyData == null || !copyData.takeOnce()) {
            throw new IllegalStateException("only a COPY ... FROM STDIN has data, and only once");
        }
        return copyData;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /**
     * What the statement that {@link #next} has just returned says in the newest release; null where its first word told enough,
     * and where it is no statement.
     */
    @Nullable
    Statement lastStatement() {
        return lastStatement;
    }

    /** How many characters are in memory at most, at this moment. */
    int capacity() {
        return window.capacity();
    }

    private @Nullable StatementText statement() {
        statementEnd.reset();
        boolean inside = false;
        boolean mayUnlock = false;
        long start = 0;
        long end = 0;
        int length = 0;
        for (TokenKind kind = scanner.next(); kind != TokenKind.END; kind = scanner.next()) {
            if (kind.isGap()) {
                gap(kind, inside);
                continue;
            }
            if (kind == TokenKind.SEMICOLON && statementEnd.isHere()) {
                if (inside) {
                    return finish(start, end, length, mayUnlock);
                }
                continue;
            }
            rejectWhatIsNotSql(kind);
            if (!inside) {
                window.keep();
                start = scanner.start();
                statements++;
                inside = true;
                tokens.clear();
            }
            statementEnd.token(kind, scanner);
            mayUnlock |= AdvisoryUnlock.mayBe(kind, window);
            end = scanner.end();
            length = window.keptLength();
            tokens.add(kind, window, (int) (scanner.start() - start), length);
        }
        return inside ? finish(start, end, length, mayUnlock) : null;
    }

    private void gap(TokenKind kind, boolean inside) {
        if (kind == TokenKind.LINE_COMMENT && scanner.isFirstOnItsLine()) {
            lineComments.comment(window.tokenText(), window.tokenLine(), statements, inside);
        }
    }

    private StatementText finish(long start, long end, int length, boolean mayUnlock) {
        if (length > longestStatement) {
            throw window.tooLong();
        }
        Span span = new Span(start, end, window.keptLine(), window.keptColumn());
        String text = window.keptText(length);
        window.release();
        TransactionUses.Understood understood = TransactionUses.of(text, tokens, mayUnlock);
        TransactionUse use = understood.use();
        lastStatement = understood.statement();
        if (use instanceof TransactionUse.CopyFromStdin) {
            skipToDataOfCopy();
            copyData = new CopyData(window);
        }
        return new StatementText(statements, span, text, use);
    }

    /** Only blanks and comments may stand between the semicolon and the line break that the data follows. */
    private void skipToDataOfCopy() {
        for (; ; ) {
            window.startToken();
            int next = window.peek();
            if (next < 0) {
                return;
            } else if (next == '\n') {
                window.position++;
                return;
            } else if (Ascii.isSpace(next)) {
                window.position++;
            } else if (!isCommentOnThisLine()) {
                throw window.failAtToken(
                        "The data of COPY ... FROM STDIN starts on the next line; move what follows the semicolon below the data's last line, \\.");
            }
        }
    }

    private boolean isCommentOnThisLine() {
        int line = window.tokenLine();
        TokenKind kind = scanner.next();
        return kind == TokenKind.LINE_COMMENT || (kind == TokenKind.BLOCK_COMMENT && window.line() == line);
    }

    private void rejectWhatIsNotSql(TokenKind kind) {
        switch (kind) {
            case UNTERMINATED_STRING ->
                throw window.failAtToken(
                        "The string that starts here is never closed. Add the missing quote ('), and double every quote inside the string ('').");
            case UNTERMINATED_QUOTED_IDENTIFIER ->
                throw window.failAtToken(
                        "The quoted name that starts here is never closed. Add the missing double quote (\").");
            case UNTERMINATED_DOLLAR_STRING ->
                throw window.failAtToken(
                        "The dollar-quoted string that starts here is never closed. End it with the same tag that opens it.");
            case UNTERMINATED_COMMENT ->
                throw window.failAtToken(
                        "The comment that starts here is never closed. Add the missing */; comments nest, so every /* needs its own.");
            case ERROR -> rejectCommandOfPsql();
            default -> {}
        }
    }

    private void rejectCommandOfPsql() {
        if (window.characters[window.tokenStart()] != '\\') {
            return;
        }
        String command = PsqlCommand.at(window);
        throw window.failAtToken(PsqlCommand.problem(command));
    }
}
