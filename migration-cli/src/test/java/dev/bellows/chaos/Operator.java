package dev.bellows.chaos;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whoever looks at the database when a run asks for a person's decision: whether a procedure came to its end, nobody but he can
 * tell.
 */
final class Operator {
    private static final Pattern ASKED =
            Pattern.compile("bellows resolve (\\S+) --as resume-at:(\\d+) \\(it was not done\\)");

    /** Documented as "refused". */
    static final int REFUSED = 3;

    private final Field field;
    private final Starter starter;
    private final Set<String> looked = new HashSet<>();

    Operator(Field field, Starter starter) {
        this.field = field;
        this.starter = starter;
    }

    /** Someone looks at what runs were refused for, one thing after the other. */
    void decide() throws IOException {
        List<Child> runners = field.children().stream().filter(Child::isRunner).toList();
        if (runners.stream().anyMatch(each -> each.isAlive() && isOne(each))) {
            return;
        }
        for (Child each : runners) {
            if (!each.isAlive() && each.exit() == REFUSED && looked.add(each.name())) {
                Optional<String> decision = decision(field, each.output());
                if (decision.isPresent()) {
                    Child unused = starter.runner(build(each), decision.get(), null);
                    return;
                }
            }
        }
    }

    /** Whether this process records what he decided. */
    private static boolean isOne(Child child) {
        return child.call() != null && child.call().arguments().startsWith("resolve ");
    }

    /** The build that was refused. */
    private static int build(Child child) {
        return Objects.requireNonNull(child.call()).build();
    }

    /**
     * What he decides about what this call was refused for.
     *
     * @return the arguments of the command line; empty where nothing was asked, or is in doubt any more
     */
    static Optional<String> decision(Field field, String output) {
        Matcher asked = ASKED.matcher(output);
        if (!asked.find()) {
            return Optional.empty();
        }
        String label = asked.group(1);
        String owner = label.contains(":") ? label.substring(0, label.indexOf(':')) : Made.MAIN;
        String version = label.substring(label.indexOf(':') + 1);
        String stillAsked =
                field.ask("SELECT coalesce((SELECT event = 'intent' FROM ledger.bellows_ledger WHERE owner = '" + owner
                        + "' AND version = '" + version + "' ORDER BY position DESC LIMIT 1), false)");
        // Who still runs it will tell himself.
        String busy = field.ask("SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database()"
                + " AND query LIKE 'CALL %' AND state = 'active'");
        String ended = field.ask("SELECT count(*) > 0 FROM chaos.walked WHERE id = '" + Made.id(owner, version) + "'");
        if (!stillAsked.equals("t") || !busy.equals("f") || ended.isEmpty()) {
            return Optional.empty();
        }
        int statement = Integer.parseInt(asked.group(2)) + (ended.equals("t") ? 1 : 0);
        return Optional.of("resolve " + label + " --as resume-at:" + statement + " --reason looked");
    }
}
