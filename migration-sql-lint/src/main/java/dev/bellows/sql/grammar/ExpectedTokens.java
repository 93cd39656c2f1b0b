package dev.bellows.sql.grammar;

import java.util.HashSet;
import java.util.Set;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.PredictionContext;
import org.antlr.v4.runtime.atn.RuleStopState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.SingletonPredictionContext;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * What could have stood where the parser failed. A decision may fail some tokens behind the place where the parser made
 * it; the grammar's automaton is walked from there to the failure, in all ways at once.
 */
final class ExpectedTokens {
    private record Position(ATNState state, PredictionContext callers) {}

    private final ATN atn;
    private Set<Position> positions = new HashSet<>();

    private ExpectedTokens(ATN atn) {
        this.atn = atn;
    }

    /** The types of the tokens that could have followed the one before the failure. */
    static IntervalSet at(Parser parser, int failure) {
        ATN atn = parser.getATN();
        ExpectedTokens walk = new ExpectedTokens(atn);
        walk.reach(
                atn.states.get(parser.getState()),
                PredictionContext.fromRuleContext(atn, parser.getContext()),
                walk.positions,
                new HashSet<>());
        for (int i = parser.getCurrentToken().getTokenIndex(); i < failure; i++) {
            walk.step(parser.getTokenStream().get(i).getType());
        }
        return walk.types();
    }

    private void step(int type) {
        Set<Position> next = new HashSet<>();
        Set<Position> seen = new HashSet<>();
        for (Position position : positions) {
            for (Transition transition : position.state().getTransitions()) {
                if (!transition.isEpsilon() && transition.matches(type, Token.MIN_USER_TOKEN_TYPE, atn.maxTokenType)) {
                    reach(transition.target, position.callers(), next, seen);
                }
            }
        }
        positions = next;
    }

    private void reach(ATNState state, PredictionContext callers, Set<Position> found, Set<Position> seen) {
        Position position = new Position(state, callers);
        if (!seen.add(position)) {
            return;
        }
        if (state instanceof RuleStopState) {
            for (int i = 0; i < callers.size(); i++) {
                PredictionContext parent = callers.getParent(i);
                if (parent != null && callers.getReturnState(i) != PredictionContext.EMPTY_RETURN_STATE) {
                    reach(atn.states.get(callers.getReturnState(i)), parent, found, seen);
                }
            }
            return;
        }
        for (Transition transition : state.getTransitions()) {
            if (transition instanceof RuleTransition call) {
                reach(
                        call.target,
                        SingletonPredictionContext.create(callers, call.followState.stateNumber),
                        found,
                        seen);
            } else if (transition.isEpsilon()) {
                reach(transition.target, callers, found, seen);
            } else {
                found.add(position);
            }
        }
    }

    private IntervalSet types() {
        IntervalSet types = new IntervalSet();
        for (Position position : positions) {
            for (Transition transition : position.state().getTransitions()) {
                if (!transition.isEpsilon()) {
                    types.addAll(transition.label());
                }
            }
        }
        return types;
    }
}
