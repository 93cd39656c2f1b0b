package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.sql.grammar.Predictions;
import dev.bellows.sql.grammar.SyntaxProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The grammar decides with SLL prediction, of which this proves that it gives the same as LL and stays small. */
class PredictionTest {
    /** A quarter of those at which the parser begins anew. */
    private static final int MOST_CACHED_STATES = 5_000;

    @Test
    void postgresOwnTestsAndRealMigrationsNeedNoFullContextAndAreNowhereAmbiguous() throws IOException {
        Predictions predictions = new Predictions();
        for (Conformance.Case one : Conformance.cases()) {
            parse(one.sql(), predictions);
        }
        for (Path file : CorpusTest.migrations()) {
            for (StatementText statement : SplitterTest.statements(Files.readString(file))) {
                parse(statement.text(), predictions);
            }
        }

        System.out.printf(
                Locale.ROOT,
                "grammar: ambiguities and decisions that need more than SLL: %d; cached states: %,d%n",
                predictions.reports().size(),
                predictions.cachedStates());
        assertThat(predictions.reports()).isEmpty();
        assertThat(predictions.cachedStates()).isBetween(1, MOST_CACHED_STATES);
    }

    private static void parse(String sql, Predictions predictions) {
        try {
            predictions.parse(ParserTokens.of(sql));
        } catch (SyntaxProblem e) {
            // Some have strings that are wrong before a parser sees them.
        }
    }
}
