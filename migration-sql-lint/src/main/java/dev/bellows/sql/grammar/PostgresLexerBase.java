package dev.bellows.sql.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.Lexer;

/** The parts of the lexer that count, search or put back characters; called by the actions of the grammar. */
abstract class PostgresLexerBase extends Lexer {

    PostgresLexerBase(CharStream input) {
        super(input);
        // ANTLR's default listener prints to the console.
        removeErrorListeners();
    }

    /** After {@code /*}: reads to the end of the outermost comment. */
    final void blockComment() {
        putBack(matched() - 2);
        for (int depth = 1; depth > 0; ) {
            int next = _input.LA(1);
            if (next == IntStream.EOF) {
                setType(PostgresLexer.UNTERMINATED_COMMENT);
                return;
            } else if (next == '*' && _input.LA(2) == '/') {
                depth--;
                consume(2);
            } else if (next == '/' && _input.LA(2) == '*') {
                depth++;
                consume(2);
            } else {
                consume(1);
            }
        }
    }

    /** After the opening tag: reads to the end of the same tag. */
    final void dollarString() {
        String tag = getText();
        int[] wanted = tag.codePoints().toArray();
        while (!follows(wanted)) {
            if (_input.LA(1) == IntStream.EOF) {
                setType(PostgresLexer.UNTERMINATED_DOLLAR_STRING);
                return;
            }
            consume(1);
        }
        consume(wanted.length);
    }

    private boolean follows(int[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (_input.LA(i + 1) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** After a run of operator characters: keeps those that are one operator, the way the server's scanner decides it. */
    final void operator() {
        String run = getText();
        int length = OperatorLength.of(run);
        putBack(run.length() - length);
        setType(operatorType(run.substring(0, length)));
    }

    /** Gives characters, none of them a line break, back to the input. */
    final void putBack(int count) {
        _input.seek(_input.index() - count);
        setCharPositionInLine(getCharPositionInLine() - count);
    }

    private int matched() {
        return _input.index() - _tokenStartCharIndex;
    }

    private void consume(int count) {
        for (int i = 0; i < count; i++) {
            getInterpreter().consume(_input);
        }
    }

    private static int operatorType(String operator) {
        return switch (operator) {
            case "+" -> PostgresLexer.PLUS;
            case "-" -> PostgresLexer.MINUS;
            case "*" -> PostgresLexer.STAR;
            case "/" -> PostgresLexer.SLASH;
            case "%" -> PostgresLexer.PERCENT;
            case "^" -> PostgresLexer.CARET;
            case "<" -> PostgresLexer.LESS;
            case ">" -> PostgresLexer.GREATER;
            case "=" -> PostgresLexer.EQUALS;
            case "=>" -> PostgresLexer.EQUALS_GREATER;
            case "<=" -> PostgresLexer.LESS_EQUALS;
            case ">=" -> PostgresLexer.GREATER_EQUALS;
            case "<>", "!=" -> PostgresLexer.NOT_EQUALS;
            default -> PostgresLexer.OPERATOR;
        };
    }
}
