package dev.bellows.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is done while nothing disturbs it: it has to do what it is for. */
final class Calm {
    /** How long a process may take. */
    private static final int SECONDS = 120;

    /** How many things can be in doubt, at most. */
    private static final int DECISIONS = 10;

    private final Field field;
    private final Starter starter;

    Calm(Field field, Starter starter) {
        this.field = field;
        this.starter = starter;
    }

    /** What still runs ends, and the newest build is deployed. */
    List<String> finish(int last) throws IOException {
        List<String> findings = new ArrayList<>();
        findings.addAll(ended(field.children().stream().filter(Child::isRunner).toList()));
        // Those of older builds that serve still hold the contracts now.
        findings.addAll(decidedAndCalmly(last));
        for (Child child : field.alive()) {
            child.signal("TERM");
        }
        findings.addAll(ended(field.children()));
        Child serving = starter.instance(last, "functions 30");
        String apply = "apply --wait 60s --wait-for-gate 90s --require-all";
        for (String command : List.of(
                "apply --phase expand --wait 60s",
                apply,
                "validate",
                "quarantine purge --older-than 0 --accept-data-loss",
                "apply")) {
            findings.addAll(calmly(last, command));
        }
        serving.signal("TERM");
        if (!ended(serving)) {
            findings.add(serving.name() + " does not end when it is asked to");
        }
        return findings;
    }

    private List<String> ended(List<Child> children) {
        List<String> findings = new ArrayList<>();
        for (Child child : children) {
            if (!ended(child)) {
                findings.add(child.name() + " does not end although nothing disturbs it:\n" + child.output());
                child.signal("KILL");
            }
        }
        return findings;
    }

    /** An instance that nothing disturbs comes to serve. */
    static List<String> serving(Child instance) {
        for (int i = 0; i < SECONDS * 10; i++) {
            if (instance.output().contains(InstanceProcess.SERVING)) {
                return List.of();
            }
            Naps.exactly(100);
        }
        return List.of(instance.name() + ", which nothing disturbs, does not serve:\n" + instance.output());
    }

    /** A call that nothing disturbs has to do what it is for. */
    List<String> calmly(int build, String command) throws IOException {
        return asItMust(starter.runner(build, command, null), command);
    }

    private List<String> asItMust(Child child, String command) {
        boolean ended = ended(child);
        if (ended && child.exit() == 0) {
            return List.of();
        }
        String finding = child.name() + " (" + command + "), which nothing disturbs, ended with "
                + (ended ? child.exit() : "nothing") + ":\n" + child.output();
        child.signal("KILL");
        return List.of(finding);
    }

    /** What was refused because a person has to decide is decided, each of it. */
    private List<String> decidedAndCalmly(int build) throws IOException {
        for (int i = 0; i < DECISIONS; i++) {
            Child child = starter.runner(build, "apply", null);
            Optional<String> decision = ended(child) && child.exit() == Operator.REFUSED
                    ? Operator.decision(field, child.output())
                    : Optional.empty();
            if (decision.isEmpty()) {
                return asItMust(child, "apply");
            }
            List<String> findings = calmly(build, decision.get());
            if (!findings.isEmpty()) {
                return findings;
            }
        }
        return List.of("a person was asked for a decision " + DECISIONS + " times, although nothing disturbs the runs");
    }

    /** Waits for its end; what a trap has still to do is done meanwhile. */
    private boolean ended(Child child) {
        for (int i = 0; i < SECONDS; i++) {
            field.play();
            if (child.ended(1)) {
                return true;
            }
        }
        return false;
    }
}
