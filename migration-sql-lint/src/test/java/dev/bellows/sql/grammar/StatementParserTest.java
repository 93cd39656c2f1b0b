package dev.bellows.sql.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.antlr.v4.runtime.atn.ParserATNSimulator;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Test;

class StatementParserTest {
    @Test
    void theCacheOfPredictionsIsForgottenAboveItsBound() {
        PostgresParser parser = parserWithCacheOfItsOwn();
        parser.singleStatement();
        int states = StatementParser.cachedStates(parser);
        assertThat(states).isPositive();

        StatementParser.forgetAbove(states, parser);
        assertThat(StatementParser.cachedStates(parser)).isEqualTo(states);
        StatementParser.forgetAbove(states - 1, parser);
        assertThat(StatementParser.cachedStates(parser)).isZero();

        parser.reset();
        assertThat(parser.singleStatement().statement()).isNotNull();
        assertThat(StatementParser.cachedStates(parser)).isEqualTo(states);
    }

    /** DROP TABLE IF, which may be the name of a table. */
    private static PostgresParser parserWithCacheOfItsOwn() {
        SqlTokens tokens = new SqlTokens("DROP TABLE IF", 4);
        tokens.add(PostgresParser.DROP, 0, 4);
        tokens.add(PostgresParser.TABLE, 5, 10);
        tokens.add(PostgresParser.IF, 11, 13);
        tokens.end();
        PostgresParser parser = new PostgresParser(tokens);
        DFA[] decisions = new DFA[PostgresParser._ATN.getNumberOfDecisions()];
        for (int i = 0; i < decisions.length; i++) {
            decisions[i] = new DFA(PostgresParser._ATN.getDecisionState(i), i);
        }
        parser.setInterpreter(
                new ParserATNSimulator(parser, PostgresParser._ATN, decisions, new PredictionContextCache()));
        return parser;
    }
}
