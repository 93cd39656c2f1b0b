package dev.bellows.sql;

import dev.bellows.sql.grammar.KeywordTable;
import dev.bellows.sql.grammar.PostgresLexer;
import dev.bellows.sql.grammar.PostgresParser;
import dev.bellows.sql.grammar.SqlTokens;
import dev.bellows.sql.grammar.SyntaxProblem;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;

/**
 * Reads a statement's tokens for the parser: without gaps, with key words, and with UESCAPE as a part of the token before
 * it, as the server's parser sees them.
 */
final class ParserTokens {
    /** Their tree takes some 150 MB at most, and well under a second. */
    private static final int MOST_TOKENS = 500_000;

    /** The parser's type of each kind; both have the same names. */
    private static final Map<TokenKind, Integer> TYPES = types();

    private final String statement;
    private final CharacterWindow window;
    private final Scanner scanner;
    private final SqlTokens tokens;

    private ParserTokens(String statement) {
        this.statement = statement;
        this.window = CharacterWindow.over(statement);
        this.scanner = new Scanner(window);
        this.tokens = new SqlTokens(statement);
    }

    /**
     * The tokens of a statement.
     *
     * @throws SyntaxProblem for a string or a name with a malformed escape
     */
    static SqlTokens of(String statement) {
        return new ParserTokens(statement).read();
    }

    private SqlTokens read() {
        TokenKind kind = next();
        while (kind != TokenKind.END) {
            switch (kind) {
                case UNICODE_STRING, UNICODE_IDENTIFIER -> {
                    kind = unicode(kind);
                    continue;
                }
                case ESCAPE_STRING -> StringEscapes.check(statement, start(), end());
                default -> {}
            }
            add(typeOf(kind));
            if (tokens.size() > MOST_TOKENS) {
                throw new SyntaxProblem(
                        start(),
                        "The statement is too long: more than " + MOST_TOKENS
                                + " words and signs. Split it, or load the data with COPY.");
            }
            kind = next();
        }
        tokens.end();
        return tokens;
    }

    private void add(int type) {
        if (!isFiller(type)) {
            tokens.add(type, start(), end());
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

    /** Adds a string or a name with Unicode escapes, together with its UESCAPE, and goes to the token behind it. */
    private TokenKind unicode(TokenKind kind) {
        int start = start();
        int end = end();
        TokenKind behind = next();
        if (behind != TokenKind.IDENTIFIER || !scanner.isWord("uescape")) {
            StringEscapes.checkUnicode(statement, start, end, '\\');
            tokens.add(typeOf(kind), start, end);
            return behind;
        }
        TokenKind string = next();
        if (!isSimpleString(string)) {
            throw new SyntaxProblem(start(), "UESCAPE is followed by a string of one character.");
        }
        StringEscapes.checkUnicode(statement, start, end, StringEscapes.escapeCharacter(statement, start(), end()));
        tokens.add(typeOf(kind), start, end());
        return next();
    }

    private static boolean isSimpleString(TokenKind kind) {
        return kind == TokenKind.STRING || kind == TokenKind.ESCAPE_STRING || kind == TokenKind.DOLLAR_STRING;
    }

    private TokenKind next() {
        TokenKind kind = scanner.next();
        while (kind.isGap()) {
            kind = scanner.next();
        }
        return kind;
    }

    private int start() {
        return (int) scanner.start();
    }

    private int end() {
        return (int) scanner.end();
    }

    private int typeOf(TokenKind kind) {
        return kind == TokenKind.IDENTIFIER
                ? KeywordTable.typeOf(window.characters, window.tokenStart(), window.position)
                : TYPES.getOrDefault(kind, Token.INVALID_TYPE);
    }

    private static Map<TokenKind, Integer> types() {
        // The parser's, which is the same: the lexer's would make the whole machine of a lexer that only tests use.
        Vocabulary vocabulary = PostgresParser.VOCABULARY;
        Map<String, Integer> byName = new HashMap<>();
        for (int type = 1; type <= vocabulary.getMaxTokenType(); type++) {
            byName.put(vocabulary.getSymbolicName(type), type);
        }
        Map<TokenKind, Integer> types = new EnumMap<>(TokenKind.class);
        for (TokenKind kind : TokenKind.values()) {
            types.put(kind, byName.getOrDefault(kind.name(), Token.INVALID_TYPE));
        }
        return types;
    }
}
