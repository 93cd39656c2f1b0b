package dev.bellows.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.sql.grammar.KeywordTable;
import dev.bellows.sql.grammar.PostgresParser;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.misc.IntervalSet;

/** The grammar's key words and their classes are those of the server that the test finds. */
class KeywordsTest {
    private static final int NEWEST = 180_000;

    /** RECHECK of an operator class has meant nothing since 8.4, and is no key word since 15. */
    private static final Set<String> FORGOTTEN = Set.of("recheck");

    /** JSON came with 16, where functions may be called so, and lost that with 17; the grammar has it as the newest. */
    private static final Set<String> ELSEWHERE_IN_16 = Set.of("json U t");

    @PostgresTest
    void everyKeyWordIsInTheServersClass(TestDatabase db) throws Exception {
        List<String> different = new ArrayList<>();
        Set<Integer> known = new HashSet<>();
        for (List<String> row : db.query("SELECT word, catcode, barelabel FROM pg_get_keywords()")) {
            String word = row.get(0);
            int type = KeywordTable.typeOf(word.toCharArray(), 0, word.length());
            known.add(type);
            boolean same = set(rule(row.get(1))).contains(type)
                    && set(PostgresParser.RULE_bareLabelKeyword).contains(type)
                            == row.get(2).equals("t");
            if (!same && !FORGOTTEN.contains(word)) {
                different.add(word + " " + row.get(1) + " " + row.get(2));
            }
        }

        int version =
                Integer.parseInt(db.query("SHOW server_version_num").get(0).get(0));
        if (version / 10_000 == 16) {
            different.removeAll(ELSEWHERE_IN_16);
        }
        assertThat(different).isEmpty();
        if (version >= NEWEST) {
            assertThat(known).containsExactlyInAnyOrderElementsOf(grammarsOwn());
        }
    }

    private static Set<Integer> grammarsOwn() {
        Set<Integer> own = new HashSet<>();
        for (String code : List.of("U", "C", "T", "R")) {
            own.addAll(set(rule(code)).toSet());
        }
        return own;
    }

    private static int rule(String code) {
        return switch (code) {
            case "U" -> PostgresParser.RULE_unreservedKeyword;
            case "C" -> PostgresParser.RULE_columnNameKeyword;
            case "T" -> PostgresParser.RULE_typeFunctionNameKeyword;
            default -> PostgresParser.RULE_reservedKeyword;
        };
    }

    private static IntervalSet set(int rule) {
        return PostgresParser._ATN.nextTokens(PostgresParser._ATN.ruleToStartState[rule]);
    }
}
