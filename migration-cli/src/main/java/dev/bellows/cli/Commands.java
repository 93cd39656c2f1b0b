package dev.bellows.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final List<String> WITHOUT_VARIABLES = List.of("resolve", "baseline");

    /** So is what a person takes upon himself for one run, what only prints, and what standard streams are read as. */
    private static final List<String> OPTIONS_WITHOUT_VARIABLES =
            List.of("--version", "--allow-untagged", "--explain", "--init", "--stdin-name", "--format");

    private Commands() {}

    static CommandLine of(BellowsCommand root, Surroundings surroundings) {
        CommandLine line = new CommandLine(root);
        for (Action action : List.of(
                new ApplyCommand(),
                new StatusCommand(),
                new DownCommand(),
                new ValidateCommand(),
                new WaitCommand(),
                new LintCommand(),
                new NewCommand(),
                new BaselineCommand(),
                new ResolveCommand(),
                new ConfigCommand(),
                new VersionCommand(),
                new HelpCommand(),
                new CompletionCommand())) {
            line.addSubcommand(action);
        }
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
        return List.of("--wait", "--timeout", "--release", "--out-of-order", "--pg-version", "--fail-on", "--style")
                .contains(option.longestName());
    }
}
