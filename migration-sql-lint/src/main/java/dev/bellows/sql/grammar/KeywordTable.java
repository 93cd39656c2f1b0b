package dev.bellows.sql.grammar;

import org.antlr.v4.runtime.Vocabulary;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Tells key words from identifiers, in any case of their letters, without making strings. */
public final class KeywordTable {
    /** What the names of tokens have at their end whose plain name is taken. */
    private static final String SUFFIX = "_WORD";

    private static final int FIRST = PostgresLexer.ABORT;
    private static final int LAST = PostgresLexer.ZONE;
    private static final int SLOTS = 4096;

    private static final String[] WORDS = new String[SLOTS];
    private static final int[] TYPES = new int[SLOTS];

    static {
        // The parser's, which is the same: the lexer's would make the whole machine of a lexer that only tests use.
        Vocabulary vocabulary = PostgresParser.VOCABULARY;
        for (int type = FIRST; type <= LAST; type++) {
            String word = word(vocabulary.getSymbolicName(type));
            int slot = slot(word.toCharArray(), 0, word.length());
            while (WORDS[slot] != null) {
                slot = (slot + 1) % SLOTS;
            }
            WORDS[slot] = word;
            TYPES[slot] = type;
        }
    }

    private KeywordTable() {}

    /** The type of the key word that these characters are, or the type of an identifier. */
    public static int typeOf(char[] characters, int from, int to) {
        int slot = slot(characters, from, to);
        while (WORDS[slot] != null) {
            if (matches(WORDS[slot], characters, from, to)) {
                return TYPES[slot];
            }
            slot = (slot + 1) % SLOTS;
        }
        return PostgresLexer.IDENTIFIER;
    }

    /** Whether a name in lower case is a key word that names of columns and tables cannot be without quotes. */
    public static boolean needsQuotes(String name) {
        int type = typeOf(name.toCharArray(), 0, name.length());
        return isKeyword(type) && !Free.WORDS.contains(type);
    }

    /** Key words that are names without quotes too. Only who writes SQL needs them. */
    private static final class Free {
        static final IntervalSet WORDS = PostgresParser._ATN.nextTokens(
                PostgresParser._ATN.ruleToStartState[PostgresParser.RULE_unreservedKeyword]);
    }

    /** Whether tokens of this type are key words. */
    static boolean isKeyword(int type) {
        return type >= FIRST && type <= LAST;
    }

    /** The key word of a token's name, in lower case. */
    static String word(String tokenName) {
        String plain =
                tokenName.endsWith(SUFFIX) ? tokenName.substring(0, tokenName.length() - SUFFIX.length()) : tokenName;
        return plain.toLowerCase(java.util.Locale.ROOT);
    }

    /** Upper and lower case of a letter differ in one bit, which is left out. */
    private static int slot(char[] characters, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + (characters[i] & ~0x20);
        }
        return (hash ^ (hash >>> 12)) & (SLOTS - 1);
    }

    private static boolean matches(String word, char[] characters, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char character = characters[from + i];
            if (word.charAt(i) != (character >= 'A' && character <= 'Z' ? character + ('a' - 'A') : character)) {
                return false;
            }
        }
        return true;
    }
}
