package dev.bellows.quarantine;

import java.util.ArrayList;
import java.util.List;

/**
 * The order of a key's columns, as the operators that an index on them knows; none depends on the search path.
 *
 * @param greater for each column, in order; likewise the next two
 */
record KeyOrder(List<String> greater, List<String> greaterOrEqual, List<String> equal) {
    KeyOrder {
        greater = List.copyOf(greater);
        greaterOrEqual = List.copyOf(greaterOrEqual);
        equal = List.copyOf(equal);
    }

    /**
     * Says that row {@code t} comes after the one row of a table, such that an index finds it.
     *
     * @param key the columns, quoted where they must be
     * @param table of one row, quoted where it must be
     */
    String after(List<String> key, String table) {
        if (greater.stream().distinct().count() == 1) {
            String left = key.stream()
                    .map(name -> "t." + name)
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("");
            return "(" + left + ") " + greater.get(0) + " (SELECT " + String.join(", ", key) + " FROM " + table + ")";
        }
        List<String> ways = new ArrayList<>();
        StringBuilder same = new StringBuilder();
        for (int i = 0; i < key.size(); i++) {
            ways.add(same + compared(key.get(i), greater.get(i), table));
            same.append(compared(key.get(i), equal.get(i), table)).append(" AND ");
        }
        // The first condition is what an index can begin with.
        return compared(key.get(0), greaterOrEqual.get(0), table) + " AND (" + String.join(" OR ", ways) + ")";
    }

    private static String compared(String name, String operator, String table) {
        return "t." + name + " " + operator + " (SELECT " + name + " FROM " + table + ")";
    }
}
