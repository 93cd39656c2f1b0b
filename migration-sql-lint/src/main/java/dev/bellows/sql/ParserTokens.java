package dev.bellows.sql;

import dev.bellows.sql.grammar.PostgresLexer;
import dev.bellows.sql.grammar.SqlTokens;
import dev.bellows.sql.grammar.SyntaxProblem;

/**
 * Makes a statement's tokens those of the parser: with UESCAPE as a part of the token before it, and without some fillers, as
 * the server's parser sees them.
 */
final class ParserTokens {
    /** Their tree takes some 150 MB at most, and well under a second. */
    private static final int MOST_TOKENS = 500_000;

    /** A name with UESCAPE is three tokens for the scanner and one for the parser. */
    private static final int MOST_READ = 3 * MOST_TOKENS;

    private final String statement;
    private final StatementTokens read;
    private final SqlTokens tokens;

    private ParserTokens(String statement, StatementTokens read) {
        this.statement = statement;
        this.read = read;
        this.tokens = new SqlTokens(statement, Math.min(read.size(), MOST_TOKENS + 1) + 1);
    }

    /**
     * The tokens of a statement.
     *
     * @throws SyntaxProblem for a string or a name with a malformed escape
     */
    static SqlTokens of(String statement) {
        CharacterWindow window = CharacterWindow.over(statement);
        Scanner scanner = new Scanner(window);
        StatementTokens read = new StatementTokens(MOST_READ);
        for (TokenKind kind = scanner.next(); kind != TokenKind.END && read.isComplete(); kind = scanner.next()) {
            if (!kind.isGap()) {
                read.add(kind, window, (int) scanner.start(), (int) scanner.end());
            }
        }
        return of(statement, read);
    }

    /** Likewise, when they have been read already. */
    static SqlTokens of(String statement, StatementTokens read) {
        return new ParserTokens(statement, read).make();
    }

    private SqlTokens make() {
        for (int i = 0; i < read.size(); i++) {
            switch (read.type(i)) {
                case PostgresLexer.UNICODE_STRING, PostgresLexer.UNICODE_IDENTIFIER -> i = unicode(i);
                case PostgresLexer.ESCAPE_STRING -> {
                    StringEscapes.check(statement, read.start(i), read.end(i));
                    add(i);
                }
                default -> add(i);
            }
            if (tokens.size() > MOST_TOKENS) {
                throw tooLong(read.start(i));
            }
        }
        if (!read.isComplete()) {
            throw tooLong(read.end(read.size() - 1));
        }
        tokens.end();
        return tokens;
    }

    private static SyntaxProblem tooLong(int offset) {
        return new SyntaxProblem(
                offset,
                "The statement is too long: more than " + MOST_TOKENS
                        + " words and signs. Split it, or load the data with COPY.");
    }

    private void add(int index) {
        int type = read.type(index);
        if (!isFiller(type)) {
            tokens.add(type, read.start(index), read.end(index));
        }
    }

    /**
     * The words behind WITH UNIQUE and IS JSON are left out: where a column follows an expression without AS they could be
     * its name as well, and the server too decides between the two before it parses.
     */
    private boolean isFiller(int type) {
        return switch (type) {
            case PostgresLexer.KEYS -> tokens.typeBefore(1) == PostgresLexer.UNIQUE;
            case PostgresLexer.VALUE, PostgresLexer.OBJECT, PostgresLexer.SCALAR ->
                tokens.typeBefore(1) == PostgresLexer.JSON
                        && tokens.typeBefore(tokens.typeBefore(2) == PostgresLexer.NOT ? 3 : 2) == PostgresLexer.IS;
            default -> false;
        };
    }

    /** Adds a string or a name with Unicode escapes, together with its UESCAPE; gives the last token that belongs to it. */
    private int unicode(int index) {
        int start = read.start(index);
        int end = read.end(index);
        if (read.type(index + 1) != PostgresLexer.UESCAPE) {
            StringEscapes.checkUnicode(statement, start, end, '\\');
            tokens.add(read.type(index), start, end);
            return index;
        }
        int string = index + 2;
        if (!isSimpleString(read.type(string))) {
            throw new SyntaxProblem(
                    string < read.size() ? read.start(string) : statement.length(),
                    "UESCAPE is followed by a string of one character.");
        }
        StringEscapes.checkUnicode(
                statement, start, end, StringEscapes.escapeCharacter(statement, read.start(string), read.end(string)));
        tokens.add(read.type(index), start, read.end(string));
        return string;
    }

    private static boolean isSimpleString(int type) {
        return type == PostgresLexer.STRING
                || type == PostgresLexer.ESCAPE_STRING
                || type == PostgresLexer.DOLLAR_STRING;
    }
}
