package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellows help}. */
@Command(
        name = "help",
        description = {"Shows the help of a command, or of all.", "The same as the command with --help."},
        footer = {"", "Example:", "  bellows help apply"})
final class HelpCommand implements Action {
    @Spec
    private @Nullable CommandSpec self;

    @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "the command; all when it is left out")
    private @Nullable String command;

    @Override
    public boolean printsOnly() {
        return true;
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        return of(asked(root()));
    }

    /** The help of this command. */
    static Answer of(CommandLine line) {
        String text = line.getUsageMessage(line.getColorScheme());
        return Answer.done(text.lines().toList(), Json.fields("text", text));
    }

    private CommandSpec root() {
        if (self == null) {
            throw new IllegalStateException("picocli gives it");
        }
        return self.root();
    }

    private CommandLine asked(CommandSpec root) {
        if (command == null) {
            return root.commandLine();
        }
        @Nullable CommandLine found = root.subcommands().get(command);
        if (found == null) {
            UsageProblem problem = UnknownArgument.command(root, command);
            throw new ConfigurationException(problem.message() + "\nnext: " + problem.next(), Report.EMPTY);
        }
        return found;
    }
}
