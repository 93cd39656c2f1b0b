package dev.bellows.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/** The tree of commands, as picocli needs it. */
final class Commands {
    private static final int WIDTH = 80;

    /** Decisions about one migration are made on the command line, each time. */
    private static final List<String> WITHOUT_VARIABLES = List.of("resolve", "baseline", "adopt", "squash");

    /** So is what a person takes upon himself for one run, what only prints, and what standard streams are read as. */
    private static final List<String> OPTIONS_WITHOUT_VARIABLES = List.of(
            "--version",
            "--allow-untagged",
            "--attest",
            "--older-than",
            "--explain",
            "--init",
            "--stdin-name",
            "--format");

    private static final Map<String, Supplier<Action>> ALL = all();

    /** Commands that tell of the others. */
    private static final Set<String> KNOWS_ALL = Set.of("help", "completion");

    private Commands() {}

    private static Map<String, Supplier<Action>> all() {
        Map<String, Supplier<Action>> all = new LinkedHashMap<>();
        all.put("apply", ApplyCommand::new);
        all.put("status", StatusCommand::new);
        all.put("down", DownCommand::new);
        all.put("validate", ValidateCommand::new);
        all.put("wait", WaitCommand::new);
        all.put("gate", GateCommand::new);
        all.put("can-run", CanRunCommand::new);
        all.put("quarantine", QuarantineCommand::new);
        all.put("lint", LintCommand::new);
        all.put("new", NewCommand::new);
        all.put("adopt", AdoptCommand::new);
        all.put("squash", SquashCommand::new);
        all.put("baseline", BaselineCommand::new);
        all.put("resolve", ResolveCommand::new);
        all.put("config", ConfigCommand::new);
        all.put("version", VersionCommand::new);
        all.put("help", HelpCommand::new);
        all.put("completion", CompletionCommand::new);
        return all;
    }

    static CommandLine of(BellowsCommand root, Surroundings surroundings) {
        CommandLine line = new CommandLine(root);
        ALL.values().forEach(action -> line.addSubcommand(action.get()));
        return prepared(line, surroundings);
    }

    /**
     * Likewise, with no more commands than the one that the arguments begin with: to make all of them takes longer than most of
     * them run. Null where they begin with none, or with one that must know the others.
     */
    static @Nullable CommandLine ofNamed(String[] args, BellowsCommand root, Surroundings surroundings) {
        @Nullable Supplier<Action> named = args.length == 0 || KNOWS_ALL.contains(args[0]) ? null : ALL.get(args[0]);
        return named == null ? null : prepared(new CommandLine(root).addSubcommand(named.get()), surroundings);
    }

    private static CommandLine prepared(CommandLine line, Surroundings surroundings) {
        boolean coloured = surroundings.colours(surroundings.screen().output());
        return line.setExpandAtFiles(false)
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpLongOptionsMaxWidth(26)
                .setColorScheme(Help.defaultColorScheme(coloured ? Help.Ansi.ON : Help.Ansi.OFF))
                .setDefaultValueProvider(argument -> variable(argument, surroundings))
                .setHelpSectionKeys(sections(line));
    }

    private static List<String> sections(CommandLine line) {
        List<CommandLine> all = new ArrayList<>(line.getSubcommands().values());
        all.add(line);
        for (CommandLine each : all) {
            each.getCommandSpec().usageMessage().parameterListHeading("%nArguments:%n");
            each.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Commands::options);
            each.getHelpSectionMap()
                    .put(
                            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
                            help -> synopsis(help.commandSpec()) + System.lineSeparator());
        }
        // What can be done stands before how.
        List<String> keys = new ArrayList<>(line.getHelpSectionKeys());
        List<String> commands =
                List.of(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
        keys.removeAll(commands);
        keys.addAll(keys.indexOf(UsageMessageSpec.SECTION_KEY_DESCRIPTION) + 1, commands);
        return keys;
    }

    /** A command's own options first: the common ones are many and always the same. */
    private static String options(Help help) {
        List<OptionSpec> own = options(help, false);
        List<OptionSpec> common = options(help, true);
        return heading("Options", own.isEmpty() ? "" : list(help, own)) + heading("Common options", list(help, common));
    }

    private static List<OptionSpec> options(Help help, boolean common) {
        return help.commandSpec().options().stream()
                .filter(option -> common(option) == common && !option.hidden())
                .toList();
    }

    private static boolean common(OptionSpec option) {
        return option.inherited() || option.scopeType() == CommandLine.ScopeType.INHERIT;
    }

    private static String list(Help help, List<OptionSpec> options) {
        Help.Layout layout = help.createDefaultLayout();
        options.forEach(option -> layout.addOption(option, help.createDefaultParamLabelRenderer()));
        return layout.toString();
    }

    private static String heading(String heading, String text) {
        return text.isEmpty() ? "" : String.format("%n%s:%n%s", heading, text);
    }

    /** What to type, with the arguments that cannot be left out. */
    static String synopsis(CommandSpec command) {
        StringBuilder synopsis = new StringBuilder(command.qualifiedName());
        if (command.parent() == null) {
            return synopsis.append(" COMMAND [options]").toString();
        }
        if (command.name().equals("quarantine")) {
            return synopsis.append(" [restore WHAT | purge] [options]").toString();
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            synopsis.append(parameter.required() ? " " + parameter.paramLabel() : " [" + parameter.paramLabel() + "]");
        }
        if (command.name().equals("resolve")) {
            synopsis.append(" (--as … | --accept-checksum … | --missing …)");
        }
        return synopsis.append(" [options]").toString();
    }

    /** A command's own options as BELLOWS_…; the common ones and those of the file are read by the configuration. */
    private static @Nullable String variable(ArgSpec argument, Surroundings surroundings) {
        boolean eligible = argument instanceof OptionSpec option
                && !common(option)
                && !WITHOUT_VARIABLES.contains(option.command().name())
                && !OPTIONS_WITHOUT_VARIABLES.contains(option.longestName());
        if (!eligible || isSetting((OptionSpec) argument)) {
            return null;
        }
        String variable = variable((OptionSpec) argument);
        @Nullable String value = surroundings.variable(variable);
        boolean flag = argument.typeInfo().isBoolean();
        if (value != null && flag && !value.matches("true|false|1|0")) {
            throw new ParameterException(argument.command().commandLine(), variable + " is neither true nor false");
        }
        return value != null && flag ? String.valueOf(Options.on(surroundings, variable)) : value;
    }

    static String variable(OptionSpec option) {
        return "BELLOWS_"
                + option.longestName().substring(2).toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static boolean isSetting(OptionSpec option) {
        return List.of(
                        "--wait",
                        "--timeout",
                        "--release",
                        "--out-of-order",
                        "--pause",
                        "--max-replication-lag",
                        "--restore-point",
                        "--pg-version",
                        "--fail-on",
                        "--style")
                .contains(option.longestName());
    }
}
