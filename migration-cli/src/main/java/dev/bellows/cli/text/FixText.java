package dev.bellows.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was mended, or would be. */
public final class FixText {
    private FixText() {}

    /**
     * In lines.
     *
     * @param rules of the findings that were mended, a rule for each
     * @param foreign how many files are another tool's
     * @param left how many findings are left
     * @param written whether it was written
     */
    public static List<String> remarks(List<String> rules, int foreign, long left, boolean written) {
        Map<String, Long> counts =
                rules.stream().collect(Collectors.groupingBy(rule -> rule, LinkedHashMap::new, Collectors.counting()));
        String what = counts.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() > 1 ? " (" + entry.getValue() + ")" : ""))
                .collect(Collectors.joining(", "));
        List<String> remarks = new ArrayList<>();
        if (rules.isEmpty()) {
            remarks.add("nothing that can be mended for certain");
        } else {
            remarks.add((written ? "mended: " : "would be mended: ") + what);
        }
        if (foreign > 0) {
            remarks.add(Words.count(foreign, "file") + " of another tool's layout: what it runs is mended by hand");
        }
        if (left > 0) {
            remarks.add("left: " + Words.count(left, "finding") + "; bellows lint shows them");
        }
        if (!written && !rules.isEmpty()) {
            remarks.add("to write it: the same with --write");
        }
        return remarks;
    }
}
