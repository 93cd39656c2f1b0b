package dev.bellows.lint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The hits of a script of which the first one tells all. */
final class Repeats {
    private final Map<String, Told> told = new HashMap<>();

    /** The first one, and what came after it. */
    private static final class Told {
        private final int index;
        private int more;
        private int lastLine;

        Told(int index) {
            this.index = index;
        }
    }

    /**
     * Whether a hit has been told by an earlier one.
     *
     * @param index where its finding will be otherwise
     * @param line its own, from 1
     */
    boolean has(String rule, Hit hit, int index, int line) {
        if (hit.once() == null) {
            return false;
        }
        @Nullable Told first = told.putIfAbsent(rule + " " + hit.once(), new Told(index));
        if (first == null) {
            return false;
        }
        first.more++;
        first.lastLine = line;
        return true;
    }

    /** Lets the first ones say how many more there are. */
    void tell(List<JudgedScript.Found> found) {
        for (Told each : told.values()) {
            if (each.more > 0) {
                JudgedScript.Found first = found.get(each.index);
                String more = each.more == 1
                        ? "; the same goes for the statement on line " + each.lastLine
                        : "; the same goes for " + each.more + " statements below, the last on line " + each.lastLine;
                found.set(each.index, new JudgedScript.Found(first.finding().saying(more), first.statement()));
            }
        }
    }
}
