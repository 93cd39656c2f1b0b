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
     * @param foreign files that another tool would have to name the new ones beside
     * @param left how many findings are left
     * @param written whether it was written
     */
    public static List<String> remarks(List<String> rules, List<String> foreign, long left, boolean written) {
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
        foreign.forEach(
                file -> remarks.add(file + " needs a second file, and its name is another tool's: mend it by hand"));
        if (left > 0) {
            remarks.add("left: " + Words.count(left, "finding") + "; bellows lint shows them");
        }
        if (!written && !rules.isEmpty()) {
            remarks.add("to write it: the same with --write");
        }
        return remarks;
    }
}
