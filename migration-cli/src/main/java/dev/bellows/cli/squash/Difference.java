package dev.bellows.cli.squash;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one dump has and another has not. The order of objects that have nothing to do with each other may differ. */
final class Difference {
    private static final int LONGEST = 200;

    private Difference() {}

    /** The first difference in a phrase; null when there is none. */
    static @Nullable String between(List<String> expected, List<String> found) {
        List<String> missing = new ArrayList<>(expected);
        List<String> more = new ArrayList<>();
        for (String statement : found) {
            if (!missing.remove(statement)) {
                more.add(statement);
            }
        }
        return !missing.isEmpty()
                ? "it would lack " + shortened(missing.get(0))
                : !more.isEmpty() ? "it would have " + shortened(more.get(0)) : null;
    }

    private static String shortened(String statement) {
        String line = statement.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " …";
    }
}
