package dev.bellows.sql.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says in a person's words what a set of tokens is: an expression, not its ninety beginnings. */
final class ExpectedWords {
    /** More than these are no help. */
    private static final int MOST = 6;

    private static final IntervalSet RESERVED =
            PostgresParser._ATN.nextTokens(PostgresParser._ATN.ruleToStartState[PostgresParser.RULE_reservedKeyword]);

    private final IntervalSet types;
    private final List<String> words = new ArrayList<>();

    private ExpectedWords(IntervalSet types) {
        this.types = types;
    }

    /** A sentence with a blank before it, or nothing when too much could have stood there. */
    static String of(IntervalSet types) {
        return new ExpectedWords(types).sentence();
    }

    private String sentence() {
        if (types.contains(PostgresParser.CREATE) && types.contains(PostgresParser.DROP)) {
            return " A statement begins with a word such as SELECT, CREATE or ALTER.";
        }
        things();
        words();
        if (types.contains(Token.EOF)) {
            words.add("the end of the statement");
        }
        if (words.isEmpty() || words.size() > MOST) {
            return "";
        }
        String last = words.remove(words.size() - 1);
        return " Expected " + (words.isEmpty() ? last : String.join(", ", words) + " or " + last) + ".";
    }

    private void things() {
        boolean expression = types.contains(PostgresParser.CASE) && types.contains(PostgresParser.EXISTS);
        if (types.contains(PostgresParser.SELECT) && types.contains(PostgresParser.VALUES)) {
            words.add("a query");
        }
        if (expression) {
            words.add("an expression");
            return;
        }
        if (isType()) {
            words.add("a data type");
        } else if (types.contains(PostgresParser.IDENTIFIER)) {
            words.add("a name");
        }
        if (types.contains(PostgresParser.STRING)) {
            words.add("a string");
        }
        if (types.contains(PostgresParser.INTEGER)) {
            words.add("a number");
        }
        if (types.contains(PostgresParser.OPERATOR)) {
            words.add("an operator");
        }
    }

    private boolean isType() {
        return types.contains(PostgresParser.BIGINT)
                && types.contains(PostgresParser.IDENTIFIER)
                && !types.contains(PostgresParser.COALESCE);
    }

    /** Key words and signs that none of the things has among its beginnings. */
    private void words() {
        boolean names = types.contains(PostgresParser.IDENTIFIER);
        boolean expression = words.contains("an expression");
        for (int type : types.toList()) {
            String sign = PostgresParser.VOCABULARY.getLiteralName(type);
            if (KeywordTable.isKeyword(type)) {
                if (!expression && (!names || RESERVED.contains(type))) {
                    String word = KeywordTable.word(PostgresParser.VOCABULARY.getSymbolicName(type));
                    words.add(word.toUpperCase(Locale.ROOT));
                }
            } else if (sign != null && !(expression && type == PostgresParser.LEFT_PARENTHESIS)) {
                words.add(sign.replace('\'', '"'));
            }
        }
    }
}
