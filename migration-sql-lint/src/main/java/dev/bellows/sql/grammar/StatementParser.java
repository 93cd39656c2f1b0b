package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.SingleStatementContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;

/** Runs the generated parser over the tokens of one statement. */
public final class StatementParser {
    /** Many times what all statements of PostgreSQL's own tests leave behind; some ten megabytes. */
    static final int MOST_CACHED_STATES = 20_000;

    /** Counting the states takes as long as reading a few statements. */
    private static final int STATEMENTS_BETWEEN_COUNTS = 10_000;

    private static final AtomicInteger STATEMENTS = new AtomicInteger();

    private StatementParser() {}

    /**
     * The tree of a statement.
     *
     * @param major the major release whose syntax is meant, such as 18
     * @throws SyntaxProblem when PostgreSQL would refuse it
     */
    public static SingleStatementContext parse(SqlTokens tokens, int major) {
        PostgresParser parser = new PostgresParser(tokens);
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.setErrorHandler(new FirstError());
        if (STATEMENTS.incrementAndGet() % STATEMENTS_BETWEEN_COUNTS == 0) {
            forgetAbove(MOST_CACHED_STATES, parser);
        }
        SingleStatementContext tree = parser.singleStatement();
        parser.checkWhole(major);
        return tree;
    }

    /** The cache of predictions is shared by all parsers and grows with what they meet: above this many states it begins anew. */
    static void forgetAbove(int states, PostgresParser parser) {
        if (cachedStates(parser) > states) {
            parser.getInterpreter().clearDFA();
        }
    }

    static int cachedStates(PostgresParser parser) {
        int states = 0;
        for (DFA decision : parser.getInterpreter().decisionToDFA) {
            states += decision.states.size();
        }
        return states;
    }
}
