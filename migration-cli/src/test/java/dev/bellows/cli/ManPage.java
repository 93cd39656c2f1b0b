package dev.bellows.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The parts of the manual that say what the help says; all other parts are written by hand. */
final class ManPage {
    private ManPage() {}

    /** The same page, with what lies between its markers made anew. */
    static String renewed(String page, CommandSpec root) {
        String commands = root.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .map(ManPage::command)
                .collect(Collectors.joining());
        String options = tagged(root.options().stream()
                .filter(option -> option.scopeType() == CommandLine.ScopeType.INHERIT)
                .filter(option -> !option.hidden()));
        return between(between(page, "commands", commands), "options", options);
    }

    private static String between(String page, String part, String text) {
        return page.replaceFirst(
                "(?s)(\\.\\\\\" generated: " + part + "\n).*?(\\.\\\\\" end\n)",
                "$1" + Matcher.quoteReplacement(text) + "$2");
    }

    private static String command(CommandSpec command) {
        return ".SS " + text(Commands.synopsis(command)) + "\n"
                + text(String.join(" ", command.usageMessage().description())) + "\n"
                + tagged(command.positionalParameters().stream())
                + tagged(command.options().stream().filter(option -> !option.inherited()))
                + footer(command.usageMessage().footer());
    }

    private static String tagged(Stream<? extends ArgSpec> arguments) {
        return arguments
                .map(argument -> ".TP\n" + tag(argument) + "\n" + text(String.join(" ", argument.description())) + "\n")
                .collect(Collectors.joining());
    }

    private static String tag(ArgSpec argument) {
        String label = argument.typeInfo().isBoolean() ? "" : "\\fI" + text(argument.paramLabel()) + "\\fR";
        if (!(argument instanceof OptionSpec option)) {
            return label;
        }
        String names = Stream.of(option.names())
                .map(name -> "\\fB" + text(name) + "\\fR")
                .collect(Collectors.joining(", "));
        return label.isEmpty() ? names : names + " " + label;
    }

    /** Lines that begin with blanks are to be typed. */
    private static String footer(String[] lines) {
        StringBuilder footer = new StringBuilder();
        boolean example = false;
        for (String line : List.of(lines)) {
            boolean typed = line.startsWith(" ");
            if (typed != example) {
                footer.append(typed ? ".PP\n.EX\n" : ".EE\n");
            }
            example = typed;
            if (!line.isEmpty()) {
                footer.append(typed ? "" : ".PP\n")
                        .append(text(line.replace("$$", "$")))
                        .append('\n');
            }
        }
        return footer.append(example ? ".EE\n" : "").toString();
    }

    /** A hyphen that is typed is a minus; a line must not begin as a request does. */
    private static String text(String text) {
        String escaped = text.replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("…", "...")
                .replace("\"", "\\(dq")
                .replace("'", "\\(aq");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }
}
