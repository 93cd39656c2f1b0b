package dev.bellows.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a process ended.
 *
 * @param sent the signals that it was sent
 */
record Ended(String name, int exit, Set<String> sent, String output) {
    /** Those of docs/command-line.md that a call with right arguments may end with. */
    private static final Set<Integer> DOCUMENTED = Set.of(0, 3, 5, 6, 7, 8);

    private static final Pattern STACK_TRACE =
            Pattern.compile("(?m)^\\s+at [\\w.$/]+\\(.*\\)|^Exception in thread|^Caused by: |defect of Bellows");

    static Ended of(Child child) {
        return new Ended(child.name(), child.exit(), child.signals(), child.output());
    }

    /** What is not as it must be. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        boolean documented = DOCUMENTED.contains(exit)
                || (exit == 137 && sent.contains("KILL"))
                || (exit == 143 && sent.contains("TERM"))
                || (exit == 130 && sent.contains("INT"));
        if (!documented) {
            findings.add(name + " ended with " + exit + ", which is not documented for it:\n" + output);
        }
        if (STACK_TRACE.matcher(output).find()) {
            findings.add(name + " printed a stack trace:\n" + output);
        }
        output.lines()
                .filter(line -> line.startsWith(InstanceProcess.BROKEN))
                .findFirst()
                .ifPresent(line -> findings.add(name + " served without what it needs: " + line));
        return findings;
    }
}
