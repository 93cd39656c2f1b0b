package dev.bellows.model;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which ledger: its table, and from that the names of the objects around it.
 *
 * @param schema null for the schema where migrations run
 * @param table as PostgreSQL stores it, at most 48 bytes so that the helper objects' names fit
 */
public record LedgerName(@Nullable String schema, String table) {
    /** {@code bellows_ledger} in the schema where migrations run. */
    public static final LedgerName DEFAULT = new LedgerName(null, "bellows_ledger");

    private static final int LONGEST = 48;
    private static final String SUFFIX = "_ledger";

    /** A name as SQL writes it: in double quotes, or letters (every non-ASCII character is one), digits, _ and $. */
    private static final String PART =
            "(\"(?!\"(?!\"))[^\"]*+(?:\"\"[^\"]*+)*+\"|[A-Za-z_\\x{80}-\\x{10FFFF}][A-Za-z0-9_$\\x{80}-\\x{10FFFF}]*+)";

    private static final Pattern QUALIFIED = Pattern.compile("(?:" + PART + "\\.)?" + PART);

    public LedgerName {
        int bytes = table.getBytes(StandardCharsets.UTF_8).length;
        if (table.isEmpty() || bytes > LONGEST || table.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the ledger's table needs a name of 1 to " + LONGEST + " bytes, this one has " + bytes);
        }
        if (table.equals("bellows")) {
            throw new IllegalArgumentException(
                    "a ledger called 'bellows' would share its helper objects with 'bellows_ledger': choose another name");
        }
    }

    /**
     * Reads {@code TABLE} or {@code SCHEMA.TABLE}, each written as in SQL: a part in double quotes is taken as it stands,
     * another one is folded to lower case as PostgreSQL does.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static LedgerName parse(String text) {
        Matcher matcher = QUALIFIED.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text
                    + "' is not TABLE or SCHEMA.TABLE; other names than letters, digits and _ need double quotes");
        }
        @Nullable String schema = matcher.group(1);
        return new LedgerName(schema == null ? null : stored(schema), stored(matcher.group(2)));
    }

    /** How PostgreSQL stores a name written in SQL; it folds ASCII letters only. */
    private static String stored(String part) {
        if (part.startsWith("\"")) {
            return part.substring(1, part.length() - 1).replace("\"\"", "\"");
        }
        StringBuilder folded = new StringBuilder(part);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            folded.setCharAt(i, c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
        }
        return folded.toString();
    }

    /** The name of a helper object: {@code bellows_head} for {@code bellows_ledger}, {@code audit_head} for {@code audit}. */
    public String helper(String name) {
        String stem = table.equals("bellows" + SUFFIX) ? "bellows" : table;
        return stem + "_" + name;
    }
}
