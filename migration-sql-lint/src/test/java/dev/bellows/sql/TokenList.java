package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.sql.grammar.PostgresLexer;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The tokens of a text, from the scanner and from the grammar, in a form that compares and reads well. */
final class TokenList {
    /** One token; the text is redundant and makes failures readable. */
    record OneToken(TokenKind kind, long start, long end, String text) {}

    private TokenList() {}

    static void assertScannerEqualsGrammar(String text) {
        assertThat(ofScanner(text)).as("tokens of: %s", text).isEqualTo(ofGrammar(text));
    }

    static List<OneToken> ofScanner(String text) {
        return ofScanner(text, new StringReader(text));
    }

    static List<OneToken> ofScanner(String text, Reader reader) {
        Scanner scanner = new Scanner(new CharacterWindow("test.sql", reader, Splitter.LONGEST_STATEMENT));
        List<OneToken> tokens = new ArrayList<>();
        for (TokenKind kind = scanner.next(); kind != TokenKind.END; kind = scanner.next()) {
            tokens.add(token(kind, scanner.start(), scanner.end(), text));
        }
        return tokens;
    }

    static List<OneToken> ofGrammar(String text) {
        PostgresLexer lexer = new PostgresLexer(CharStreams.fromString(text));
        List<OneToken> tokens = new ArrayList<>();
        int end = 0;
        for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
            // The grammar counts code points.
            int start = end;
            end = text.offsetByCodePoints(start, token.getStopIndex() - token.getStartIndex() + 1);
            TokenKind kind = TokenKind.valueOf(PostgresLexer.VOCABULARY.getSymbolicName(token.getType()));
            tokens.add(token(kind, start, end, text));
        }
        return tokens;
    }

    private static OneToken token(TokenKind kind, long start, long end, String text) {
        return new OneToken(kind, start, end, text.substring((int) start, (int) end));
    }
}
