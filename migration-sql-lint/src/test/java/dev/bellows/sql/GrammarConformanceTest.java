package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.sql.grammar.StatementBuilder;
import dev.bellows.sql.grammar.StatementParser;
import dev.bellows.sql.grammar.SyntaxProblem;
import dev.bellows.sql.tree.OracleName;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How much of PostgreSQL's own regression tests the grammar reads as PostgreSQL does. */
class GrammarConformanceTest {
    private static final int MAJOR = 18;

    /** Both directions stand in one file, and the semicolon between them may be missing. */
    private static final Pattern GOOSE_HALF = Pattern.compile("(?m)^-- \\+goose Down.*$");

    @Test
    void acceptsAndRejectsWhatPostgresDoes() throws IOException {
        int accepted = 0;
        int acceptedDefinitions = 0;
        int rejected = 0;
        int rightOnes = 0;
        int definitions = 0;
        List<String> different = new ArrayList<>();
        List<Conformance.Case> cases = Conformance.cases();
        for (Conformance.Case one : cases) {
            boolean isAccepted = isAccepted(one.sql());
            if (isAccepted != one.accepted()) {
                different.add(one.sql());
            }
            rightOnes += one.accepted() ? 1 : 0;
            definitions += one.accepted() && one.isDefinition() ? 1 : 0;
            accepted += one.accepted() && isAccepted ? 1 : 0;
            acceptedDefinitions += one.accepted() && one.isDefinition() && isAccepted ? 1 : 0;
            rejected += !one.accepted() && !isAccepted ? 1 : 0;
        }

        print("accepted, of the definitions", acceptedDefinitions, definitions);
        print("accepted, of all", accepted, rightOnes);
        print("rejected", rejected, cases.size() - rightOnes);
        assertThat(acceptedDefinitions).as("%s", different).isGreaterThanOrEqualTo(floor("accepted-definitions"));
        assertThat(accepted).as("%s", different).isGreaterThanOrEqualTo(floor("accepted"));
        assertThat(rejected).as("%s", different).isGreaterThanOrEqualTo(floor("rejected"));
    }

    @Test
    void recordsAreOfTheKindThatPostgresSees() throws IOException {
        List<String> different = new ArrayList<>();
        int same = 0;
        for (Conformance.Case one : Conformance.cases()) {
            if (one.accepted() && isAccepted(one.sql())) {
                Statement statement = StatementBuilder.build(StatementParser.parse(ParserTokens.of(one.sql()), MAJOR));
                if (OracleName.of(statement).equals(one.type())) {
                    same++;
                } else {
                    different.add(one.type() + " is not " + OracleName.of(statement) + ": " + one.sql());
                }
            }
        }

        print("of the same kind", same, same + different.size());
        assertThat(different).isEmpty();
    }

    /** One of them has forgotten a semicolon; PostgreSQL refuses it as well, since it is a reverse that nobody has run. */
    @Test
    void acceptsRealMigrations() throws IOException {
        List<String> refused = new ArrayList<>();
        for (Path file : CorpusTest.migrations()) {
            for (String half : GOOSE_HALF.split(Files.readString(file))) {
                for (StatementText statement : SplitterTest.statements(half)) {
                    if (!isAccepted(statement.text())) {
                        refused.add(file.getParent().getFileName() + ": " + statement.text());
                    }
                }
            }
        }

        assertThat(refused)
                .singleElement()
                .asString()
                .startsWith("20170318181441_downloads_need_no_id")
                .contains("crate_downloads_pkey");
    }

    private static boolean isAccepted(String sql) {
        try {
            StatementParser.parse(ParserTokens.of(sql), MAJOR);
            return true;
        } catch (SyntaxProblem e) {
            return false;
        }
    }

    private static void print(String what, int count, int all) {
        System.out.printf(Locale.ROOT, "grammar: %s: %,d of %,d (%.3f %%)%n", what, count, all, 100.0 * count / all);
    }

    private static int floor(String key) throws IOException {
        Properties floors = new Properties();
        try (InputStream file = GrammarConformanceTest.class.getResourceAsStream("conformance.properties")) {
            floors.load(file);
        }
        return Integer.parseInt(floors.getProperty(key));
    }
}
