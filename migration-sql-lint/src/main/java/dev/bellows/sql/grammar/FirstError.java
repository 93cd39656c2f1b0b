package dev.bellows.sql.grammar;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** Stops at the first error: a statement is right or wrong, and is not guessed at. */
final class FirstError extends DefaultErrorStrategy {
    @Override
    public void recover(Parser parser, RecognitionException e) {
        throw problem(parser, e.getOffendingToken());
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw problem(parser, parser.getCurrentToken());
    }

    @Override
    public void sync(Parser parser) {}

    @Override
    public void reportError(Parser parser, RecognitionException e) {}

    private static SyntaxProblem problem(Parser parser, Token offending) {
        String expected = ExpectedWords.of(ExpectedTokens.at(parser, offending.getTokenIndex()));
        return SyntaxProblem.at(offending, QueryChecks.found(offending) + expected);
    }
}
