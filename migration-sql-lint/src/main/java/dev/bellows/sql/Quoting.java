package dev.bellows.sql;

import dev.bellows.sql.grammar.KeywordTable;
import java.util.regex.Pattern;

/** Names as they must be written so that PostgreSQL understands them as they are. */
public final class Quoting {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

    private Quoting() {}

    /** With quotes where it needs them, as quote_ident has it: https://www.postgresql.org/docs/18/functions-string.html */
    public static String identifier(String name) {
        return PLAIN.matcher(name).matches() && !KeywordTable.needsQuotes(name)
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
