package dev.bellows.cli;

import dev.bellows.cli.connect.Secrets;
import dev.bellows.model.Version;
import dev.bellows.sql.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A command, an option or an argument that there is not, and what was probably meant. */
final class UnknownArgument {
    /** What other tools call it. */
    private static final Map<String, String> COMMANDS = Map.ofEntries(
            Map.entry("migrate", "apply"),
            Map.entry("up", "apply"),
            Map.entry("upgrade", "apply"),
            Map.entry("update", "apply"),
            Map.entry("plan", "apply --dry-run"),
            Map.entry("rollback", "down"),
            Map.entry("undo", "down"),
            Map.entry("revert", "down"),
            Map.entry("info", "status"),
            Map.entry("create", "new"),
            Map.entry("generate", "new"),
            Map.entry("add", "new"),
            Map.entry("repair", "resolve"),
            Map.entry("force", "resolve"),
            Map.entry("check", "validate"),
            Map.entry("verify", "validate"));

    private static final Map<String, String> OPTIONS = Map.ofEntries(
            Map.entry("-U", "--user"),
            Map.entry("--username", "--user"),
            Map.entry("-d", "--url"),
            Map.entry("--dbname", "--url"),
            Map.entry("--database", "--url"),
            Map.entry("--host", "--url"),
            Map.entry("--port", "--url"),
            Map.entry("-q", "--quiet"),
            Map.entry("-v", "--version"),
            Map.entry("--path", "--migrations"),
            Map.entry("--dir", "--migrations"),
            Map.entry("--target", "--to"),
            Map.entry("--count", "--steps"),
            Map.entry("--yes", "--accept-data-loss"),
            Map.entry("--force", "--accept-data-loss"));

    private UnknownArgument() {}

    static UsageProblem problem(CommandSpec command, String argument) {
        if (argument.startsWith("-") && argument.length() > 1) {
            return option(command, argument);
        }
        if (Secrets.mayBeIn(argument)) {
            return new UsageProblem("a URL is not expected here", "a URL follows its option: --url URL");
        }
        return command.parent() == null ? command(command, argument) : argument(command, argument);
    }

    /** A command that there is not. */
    static UsageProblem command(CommandSpec root, String written) {
        String what = "there is no command '" + written + "'";
        String word = written.strip().toLowerCase(Locale.ROOT);
        @Nullable String meant = COMMANDS.getOrDefault(word, near(word, names(root)));
        return meant == null
                ? new UsageProblem(what, UsageProblem.help(root))
                : new UsageProblem(
                        what + "; did you mean " + meant + "?", root.name() + " " + meant.split(" ", 2)[0] + " --help");
    }

    private static Set<String> names(CommandSpec root) {
        return new TreeSet<>(root.subcommands().keySet());
    }

    private static UsageProblem argument(CommandSpec command, String argument) {
        String name = command.name();
        if (names(command.root()).contains(argument)) {
            return new UsageProblem(
                    "one command at a time: '" + argument + "' after " + name, UsageProblem.help(command));
        }
        if (!command.positionalParameters().isEmpty()) {
            return new UsageProblem(
                    name + " takes one " + command.positionalParameters().get(0).paramLabel() + ": '" + argument
                            + "' is one too many",
                    Commands.synopsis(command));
        }
        boolean version = Version.isVersion(argument) && command.optionsMap().containsKey("--to");
        return new UsageProblem(
                name + " takes no argument: '" + argument + "'",
                version ? command.qualifiedName() + " --to " + argument : UsageProblem.help(command));
    }

    private static UsageProblem option(CommandSpec command, String argument) {
        // Its value, also one that is joined to a single letter, may be a secret.
        String written = argument.startsWith("--") ? argument.split("=", 2)[0] : argument.substring(0, 2);
        String what = "there is no option '" + written + "'";
        List<String> owners = owners(command, written);
        if (!owners.isEmpty()) {
            return elsewhere(command, written, owners);
        }
        @Nullable String meant = meant(command, written);
        if (meant != null) {
            return new UsageProblem(what + "; did you mean " + meant + "?", UsageProblem.help(command));
        }
        Set<String> others = new TreeSet<>();
        all(command).forEach(each -> others.addAll(each.optionsMap().keySet()));
        @Nullable String other = nearOption(written, others);
        return new UsageProblem(
                other == null ? what : what + "; did you mean " + other + " of " + joined(owners(command, other)) + "?",
                UsageProblem.help(command));
    }

    /** The command's own option that was probably meant. */
    private static @Nullable String meant(CommandSpec command, String written) {
        @Nullable String habit = OPTIONS.get(written);
        return habit != null && known(command, habit)
                ? habit
                : nearOption(written, command.optionsMap().keySet());
    }

    /** A single letter is near to every other one, so it is no sign of anything. */
    private static @Nullable String nearOption(String written, Collection<String> known) {
        return written.startsWith("--") ? near(written.toLowerCase(Locale.ROOT), known) : null;
    }

    /** An option that is another command's. */
    private static UsageProblem elsewhere(CommandSpec command, String option, List<String> owners) {
        if (command.parent() == null) {
            return new UsageProblem(
                    option + " belongs to " + joined(owners) + ": write it after the command",
                    owners.stream()
                            .map(owner -> command.name() + " " + owner + " " + option)
                            .collect(Collectors.joining(", or ")));
        }
        return new UsageProblem(
                option + " belongs to " + joined(owners) + ", not to " + command.name(), UsageProblem.help(command));
    }

    private static List<String> owners(CommandSpec command, String option) {
        return all(command).stream()
                .filter(each -> each != command && known(each, option))
                .map(CommandSpec::name)
                .toList();
    }

    private static List<CommandSpec> all(CommandSpec command) {
        return command.root().subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .toList();
    }

    private static boolean known(CommandSpec command, String option) {
        return command.optionsMap().containsKey(option);
    }

    /** The one that begins so, otherwise the one that is written nearly so. */
    private static @Nullable String near(String written, Collection<String> known) {
        List<String> beginning = new ArrayList<>(known);
        beginning.removeIf(word -> !word.startsWith(written));
        return beginning.size() == 1 && !written.isEmpty() ? beginning.get(0) : Nearest.word(written, known);
    }

    private static String joined(List<String> names) {
        int last = names.size() - 1;
        return last < 1
                ? String.join("", names)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
