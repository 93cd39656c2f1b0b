package dev.bellows.cli;

import dev.bellows.cli.connect.Preparation;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.Ink;
import dev.bellows.sql.SqlParser;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line's entry. */
public final class Main {
    private static final String ROOT = "bellows";

    /** What shells tell of a program that SIGPIPE ended: 128 and the signal's number. */
    private static final int CLOSED_PIPE = 141;

    private final Surroundings surroundings;
    private BellowsCommand root = new BellowsCommand();

    private final Interruption interruption;

    private Main(Surroundings surroundings, Interruption interruption) {
        this.surroundings = surroundings;
        this.interruption = interruption;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        boolean lints = args.length > 0 && args[0].equals("lint");
        if (lints) {
            SqlParser.prepare();
        } else {
            Preparation.begin();
        }
        // The linter has nothing to give back or to record: a signal ends it at once, and costs it nothing until then.
        Interruption interruption = lints ? Interruption.none() : Interruption.bySignals();
        System.exit(new Main(Terminal.surroundings(), interruption).run(args));
    }

    /**
     * Runs a command without a terminal.
     *
     * @param environment stands for the process's variables
     * @return the exit code, as {@code docs/command-line.md} lists them
     */
    public static int run(
            String[] args, InputStream in, PrintStream out, PrintStream err, Map<String, String> environment) {
        Path directory = Path.of("").toAbsolutePath();
        return run(args, new Surroundings(in, out, err, environment, directory, Screen.NONE));
    }

    static int run(String[] args, Surroundings surroundings) {
        return new Main(surroundings, Interruption.none()).run(args);
    }

    private int run(String[] args) {
        if (UsageProblem.givesPassword(args)) {
            return usage(ROOT, UsageProblem.password(), args);
        }
        @Nullable Leaf named = named(args);
        if (named != null) {
            return run(named.name(), named.action());
        }
        root = new BellowsCommand();
        CommandLine line = Commands.of(root, surroundings);
        try {
            CommandLine leaf = leaf(line, args);
            if (leaf.isUsageHelpRequested()) {
                return finish("help", HelpCommand.of(leaf), root.options().format(surroundings));
            }
            if (leaf.getCommandSpec().userObject() instanceof Action action && !root.version()) {
                return run(leaf.getCommandName(), action);
            }
            return root.version() ? run("version", new VersionCommand()) : help(line, args);
        } catch (ParameterException e) {
            return usage(e.getCommandLine().getCommandName(), UsageProblem.of(e, args), args);
        }
    }

    /** A command with its options set. */
    private record Leaf(String name, Action action) {}

    /** The command that is named first; null when the arguments ask for something else or are wrong, which takes all commands to tell. */
    private @Nullable Leaf named(String[] args) {
        @Nullable CommandLine line = Commands.ofNamed(args, root, surroundings);
        if (line == null) {
            return null;
        }
        try {
            CommandLine leaf = leaf(line, args);
            boolean plain = !leaf.isUsageHelpRequested() && !root.version();
            return plain && leaf.getCommandSpec().userObject() instanceof Action action
                    ? new Leaf(leaf.getCommandName(), action)
                    : null;
        } catch (ParameterException e) {
            return null;
        }
    }

    private static CommandLine leaf(CommandLine line, String[] args) {
        ParseResult parsed = line.parseArgs(args);
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        return parsed.commandSpec().commandLine();
    }

    private int help(CommandLine line, String[] args) {
        Format format = Format.of(args, surroundings);
        if (format != Format.TEXT) {
            return finish(ROOT, Troubles.usage("a command is missing", ROOT + " --help", Ink.PLAIN), format);
        }
        line.usage(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        return 2;
    }

    private int usage(String command, UsageProblem problem, String[] args) {
        Ink ink = surroundings.colours(surroundings.screen().errors()) ? Ink.COLOURED : Ink.PLAIN;
        Answer answer = Troubles.usage(problem.message(), problem.next(), ink);
        return finish(command, answer, Format.of(args, surroundings));
    }

    private int run(String name, Action action) {
        try (Call call = new Call(surroundings, root.options(), action)) {
            interruption.say(call::sayWhileRunning);
            Answer answer = answer(action, call);
            interruption.workEnded();
            call.endProgress();
            Answer whole = interrupted(answer);
            Answer masked =
                    whole.masked(call.secrets()::maskKnown, call.format() == Format.TEXT ? null : call.secrets()::mask);
            print(name, masked, call.format(), call.quiet() && !action.printsOnly());
            return written(masked.exit(), action.readsOnly());
        }
    }

    /** Whatever the work came to: who interrupted it must see that from its end. */
    private Answer interrupted(Answer answer) {
        if (interruption.exit() == 0) {
            return answer;
        }
        return answer.exit() == 0
                ? answer.trouble(interruption.exit(), List.of("interrupted too late: the work had been done"))
                : answer.trouble(interruption.exit(), answer.errors());
    }

    private static Answer answer(Action action, Call call) {
        try {
            return action.run(call);
        } catch (Throwable t) { // whatever it is, a user must not read a stack trace
            return Troubles.of(t, call);
        }
    }

    /** Ends a call that did no work. */
    private int finish(String command, Answer answer, Format format) {
        print(command, answer, format, false);
        return written(answer.exit(), true);
    }

    private void print(String command, Answer answer, Format format, boolean quiet) {
        if (!quiet) {
            surroundings.print(surroundings.err(), repeated(answer.remarks()));
        }
        surroundings.print(surroundings.err(), repeated(answer.errors()));
        switch (format) {
            case JSON -> surroundings.out().println(Json.object(command, answer.exit(), answer.json()));
            case EVENTS ->
                surroundings.out().println(Json.lastEvent(command, answer.exit(), answer.json(), Instant.now()));
            case TEXT -> print(answer, quiet);
        }
    }

    private void print(Answer answer, boolean quiet) {
        if (quiet) {
            return;
        }
        if (answer.laidOut()) {
            Surroundings.write(surroundings.out(), answer.lines());
        } else {
            surroundings.print(surroundings.out(), repeated(answer.lines()));
        }
    }

    private List<String> repeated(List<String> lines) {
        Repeated options = Repeated.of(root.options());
        return lines.stream().map(options::in).toList();
    }

    /** A result that nobody got is no success: the pipe is closed, the disk is full. */
    private int written(int exit, boolean readsOnly) {
        if (!surroundings.out().checkError()) {
            return exit;
        }
        if (readsOnly && surroundings.out() instanceof StandardOutput output && output.isLeft()) {
            return exit == 0 ? CLOSED_PIPE : exit;
        }
        surroundings.print(
                surroundings.err(),
                List.of("error: standard output could not be written"
                        + (readsOnly ? "" : "; what was done is done: see bellows status")));
        return exit == 0 ? 1 : exit;
    }
}
