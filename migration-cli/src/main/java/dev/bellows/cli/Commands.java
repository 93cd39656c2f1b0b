package dev.bellows.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.TypeConversionException;

/** The tree of commands, as picocli needs it. */
final class Commands {
    private static final int WIDTH = 100;

    /** Decisions about one migration are made on the command line, each time. */
    private static final String WITHOUT_VARIABLES = "resolve";

    private Commands() {}

    static CommandLine of(BellowsCommand root, Surroundings surroundings) {
        CommandLine line = new CommandLine(root);
        for (Action action : List.of(
                new ApplyCommand(),
                new StatusCommand(),
                new DownCommand(),
                new ValidateCommand(),
                new WaitCommand(),
                new NewCommand(),
                new BaselineCommand(),
                new ResolveCommand(),
                new VersionCommand())) {
            line.addSubcommand(action);
        }
        boolean coloured = surroundings.colouredOutput() && surroundings.variable("NO_COLOR") == null;
        return line.setExpandAtFiles(false)
                .setUsageHelpWidth(WIDTH)
                .setUsageHelpLongOptionsMaxWidth(34)
                .setColorScheme(Help.defaultColorScheme(coloured ? Help.Ansi.ON : Help.Ansi.OFF))
                .setDefaultValueProvider(argument -> variable(argument, surroundings))
                .setHelpSectionKeys(sections(line));
    }

    private static List<String> sections(CommandLine line) {
        List<String> keys = line.getHelpSectionKeys();
        for (CommandLine each : line.getSubcommands().values()) {
            each.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Commands::options);
            each.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, Commands::synopsis);
        }
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, Commands::options);
        line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, Commands::synopsis);
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

    private static String synopsis(Help help) {
        CommandSpec command = help.commandSpec();
        StringBuilder synopsis = new StringBuilder(command.qualifiedName());
        if (command.parent() == null) {
            return synopsis.append(String.format(" COMMAND [options]%n")).toString();
        }
        command.positionalParameters().forEach(parameter -> synopsis.append(' ').append(parameter.paramLabel()));
        if (command.name().equals(WITHOUT_VARIABLES)) {
            synopsis.append(" (--as … | --accept-checksum REASON | --missing REASON)");
        }
        return synopsis.append(String.format(" [options]%n")).toString();
    }

    /** A command's own options as BELLOWS_…; the common ones and those of the file are read by the configuration. */
    private static @Nullable String variable(ArgSpec argument, Surroundings surroundings) {
        boolean eligible = argument instanceof OptionSpec option
                && !common(option)
                && !option.command().name().equals(WITHOUT_VARIABLES)
                && !option.longestName().equals("--version");
        if (!eligible || isSetting((OptionSpec) argument)) {
            return null;
        }
        String variable = "BELLOWS_"
                + ((OptionSpec) argument)
                        .longestName()
                        .substring(2)
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_');
        @Nullable String value = surroundings.variable(variable);
        boolean flag = argument.typeInfo().isBoolean();
        if (value != null && flag && !value.matches("true|false|1|0")) {
            throw new TypeConversionException(variable + " is neither true nor false");
        }
        return value != null && flag ? String.valueOf(Options.on(surroundings, variable)) : value;
    }

    private static boolean isSetting(OptionSpec option) {
        return List.of("--wait", "--timeout", "--release", "--out-of-order").contains(option.longestName());
    }
}
