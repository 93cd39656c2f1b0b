package dev.bellows.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/**
 * The names that PostgreSQL gives to what nobody named: as {@code makeObjectName} and {@code ChooseRelationName} of its sources
 * do, https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c
 */
final class GeneratedNames {
    private static final int LONGEST = 63;

    private GeneratedNames() {}

    /** The first free name of {@code table_columns_label}, {@code table_columns_label1} and so on. */
    static String of(String table, List<String> columns, String label, Predicate<String> taken) {
        for (int i = 0; ; i++) {
            String candidate = joined(table, String.join("_", columns), i == 0 ? label : label + i);
            if (!taken.test(candidate)) {
                return candidate;
            }
        }
    }

    /** The longer of the first two is cut until all of it fits. */
    private static String joined(String table, String columns, String label) {
        String first = table;
        String second = columns;
        int rest = LONGEST - bytes(label) - 1 - (columns.isEmpty() ? 0 : 1);
        while (bytes(first) + bytes(second) > rest) {
            if (bytes(first) > bytes(second)) {
                first = shorter(first);
            } else {
                second = shorter(second);
            }
        }
        return first + (second.isEmpty() ? "" : "_" + second) + "_" + label;
    }

    private static String shorter(String text) {
        return text.substring(0, text.offsetByCodePoints(text.length(), -1));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
