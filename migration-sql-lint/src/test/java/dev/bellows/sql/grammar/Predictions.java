package dev.bellows.sql.grammar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;

/**
 * Parses with full LL prediction and notes wherever SLL would not have been enough. With a cache of its own: what SLL has
 * decided before, and left in the shared one, would not be decided again.
 */
public final class Predictions extends BaseErrorListener {
    private final DFA[] decisions = new DFA[PostgresParser._ATN.getNumberOfDecisions()];
    private final PredictionContextCache contexts = new PredictionContextCache();
    private final List<String> reports = new ArrayList<>();

    /** Nothing is predicted yet. */
    public Predictions() {
        for (int i = 0; i < decisions.length; i++) {
            decisions[i] = new DFA(PostgresParser._ATN.getDecisionState(i), i);
        }
    }

    /** Parses a statement, whether it is right or not. */
    public void parse(SqlTokens tokens) {
        PostgresParser parser = new PostgresParser(tokens);
        parser.setInterpreter(new ParserATNSimulator(parser, PostgresParser._ATN, decisions, contexts));
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        parser.addErrorListener(this);
        parser.setErrorHandler(new FirstError());
        try {
            parser.singleStatement();
        } catch (SyntaxProblem e) {
            // How far it went is enough.
        }
    }

    /** What was noted; as long as it is empty, SLL and LL give the same trees. */
    public List<String> reports() {
        return List.copyOf(reports);
    }

    /** The states that all predictions so far have left behind. */
    public int cachedStates() {
        int states = 0;
        for (DFA decision : decisions) {
            states += decision.states.size();
        }
        return states;
    }

    @Override
    public void reportAmbiguity(
            Parser parser,
            DFA dfa,
            int start,
            int stop,
            boolean exact,
            BitSet alternatives,
            ATNConfigSet configurations) {
        report("ambiguity", parser, dfa, start, stop);
    }

    @Override
    public void reportAttemptingFullContext(
            Parser parser, DFA dfa, int start, int stop, BitSet conflicting, ATNConfigSet configurations) {
        report("full context", parser, dfa, start, stop);
    }

    @Override
    public void reportContextSensitivity(
            Parser parser, DFA dfa, int start, int stop, int prediction, ATNConfigSet configurations) {
        report("context sensitivity", parser, dfa, start, stop);
    }

    private void report(String what, Parser parser, DFA dfa, int start, int stop) {
        reports.add(what + " in " + parser.getRuleNames()[dfa.atnStartState.ruleIndex] + ": "
                + parser.getTokenStream().getText(org.antlr.v4.runtime.misc.Interval.of(start, stop)));
    }
}
