package dev.bellows.sql;

import dev.bellows.sql.grammar.KeywordTable;
import dev.bellows.sql.grammar.PostgresParser;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.Vocabulary;

/**
 * The tokens of a statement as a scanner gave them, gaps left out, so that a text that was scanned for its end need not be
 * scanned again for its meaning.
 */
final class StatementTokens {
    /** What is remembered of a token: its type, its start and its end. */
    private static final int NUMBERS = 3;

    /** The parser's type of each kind; both have the same names. */
    private static final Map<TokenKind, Integer> TYPES = types();

    private final int most;
    private int[] numbers = new int[NUMBERS * 64];
    private int size;
    private boolean complete = true;

    /**
     * For one statement, or for several, one after the other.
     *
     * @param most how many tokens are remembered at most; of a longer statement, none has to be
     */
    StatementTokens(int most) {
        this.most = most;
    }

    /** Forgets the tokens: a statement begins. */
    void clear() {
        size = 0;
        complete = true;
    }

    /** Adds the token that was just read into a window, with its place in the statement. */
    void add(TokenKind kind, CharacterWindow window, int start, int end) {
        if (size == most || !complete) {
            complete = false;
            return;
        }
        int at = NUMBERS * size++;
        if (at == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * at);
        }
        numbers[at] = kind == TokenKind.IDENTIFIER
                ? KeywordTable.typeOf(window.characters, window.tokenStart(), window.position)
                : TYPES.getOrDefault(kind, Token.INVALID_TYPE);
        numbers[at + 1] = start;
        numbers[at + 2] = end;
    }

    /** Whether they are all of the statement's. */
    boolean isComplete() {
        return complete;
    }

    int size() {
        return size;
    }

    /** The parser's type of a token; past the last one, that of the end. */
    int type(int index) {
        return index < size ? numbers[NUMBERS * index] : Token.EOF;
    }

    /** Where in the statement a token starts. */
    int start(int index) {
        return numbers[NUMBERS * index + 1];
    }

    /** Where in the statement a token ends. */
    int end(int index) {
        return numbers[NUMBERS * index + 2];
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
