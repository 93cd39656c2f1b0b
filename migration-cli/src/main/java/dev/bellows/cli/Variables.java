package dev.bellows.cli;

import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Problems;
import dev.bellows.cli.restore.RestoreCommand;
import dev.bellows.sql.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The process's variables that were probably meant for Bellows. Others that begin the same are passed over: an orchestrator
 * makes {@code BELLOWS_SERVICE_HOST} for a service of that name.
 */
final class Variables {
    private static final String PREFIX = "BELLOWS_";

    /** Those that are no option. */
    private static final List<String> OTHERS =
            List.of("BELLOWS_DEBUG", "BELLOWS_JAVA_OPTS", RestoreCommand.BEFORE, RestoreCommand.SCHEMA);

    /** Those that are no option of one command, and switch something on. */
    private static final List<String> FLAGS =
            List.of("BELLOWS_JSON", "BELLOWS_JSON_EVENTS", "BELLOWS_QUIET", "BELLOWS_NO_COLOR", "BELLOWS_DEBUG");

    private Variables() {}

    /** Adds a problem for each one that is written nearly as a setting, or says neither yes nor no: it would be missed silently. */
    static void check(Surroundings surroundings, Problems problems) {
        for (String flag : FLAGS) {
            @Nullable String value = surroundings.variable(flag);
            if (value != null && !value.matches("true|false|1|0")) {
                problems.add(flag + " is neither true nor false");
            }
        }
        List<String> written = surroundings.environment().keySet().stream()
                .filter(name -> name.startsWith(PREFIX)
                        && !OTHERS.contains(name)
                        && Stream.of(Key.values())
                                .noneMatch(key -> key.variable().equals(name)))
                .sorted()
                .toList();
        if (written.isEmpty()) {
            return;
        }
        Set<String> known = known(surroundings);
        for (String name : written) {
            @Nullable String meant = known.contains(name) ? null : near(name, known);
            if (meant != null) {
                problems.add(name + " is no setting; did you mean " + meant + "?");
            }
        }
    }

    private static Set<String> known(Surroundings surroundings) {
        Set<String> known = new TreeSet<>(OTHERS);
        Stream.of(Key.values()).map(Key::variable).forEach(known::add);
        Commands.of(new BellowsCommand(), surroundings).getSubcommands().values().stream()
                .flatMap(command -> command.getCommandSpec().options().stream())
                .map(Commands::variable)
                .forEach(known::add);
        return known;
    }

    /** What all of them begin with says nothing about how near two are. */
    private static @Nullable String near(String name, Set<String> known) {
        @Nullable
        String nearest = Nearest.word(
                name.substring(PREFIX.length()),
                known.stream().map(each -> each.substring(PREFIX.length())).toList());
        return nearest == null ? null : PREFIX + nearest;
    }
}
