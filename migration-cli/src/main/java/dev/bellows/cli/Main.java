package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.Ink;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command line's entry. */
public final class Main {
    private static final String ROOT = "bellows";

    private final Surroundings surroundings;
    private final BellowsCommand root = new BellowsCommand();

    private Main(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, Terminal.surroundings()));
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
        return run(args, new Surroundings(in, out, err, environment, directory, false, false, false));
    }

    static int run(String[] args, Surroundings surroundings) {
        return new Main(surroundings).run(args);
    }

    private int run(String[] args) {
        CommandLine line = Commands.of(root, surroundings);
        try {
            ParseResult parsed = line.parseArgs(args);
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            CommandLine leaf = parsed.commandSpec().commandLine();
            if (leaf.isUsageHelpRequested()) {
                leaf.usage(surroundings.out());
                return 0;
            }
            if (leaf.getCommandSpec().userObject() instanceof Action action) {
                return run(parsed.commandSpec().name(), action);
            }
            return root.version() ? run("version", new VersionCommand()) : help(line, args);
        } catch (ParameterException e) {
            return usage(e, args);
        }
    }

    private int help(CommandLine line, String[] args) {
        if (wantsJson(args)) {
            return finish(ROOT, Troubles.usage("a command is missing", ROOT + " --help", Ink.PLAIN), true, false);
        }
        line.usage(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        return 2;
    }

    private int usage(ParameterException problem, String[] args) {
        Ink ink = surroundings.colouredErrors() && surroundings.variable("NO_COLOR") == null ? Ink.COLOURED : Ink.PLAIN;
        Answer answer = Troubles.usage(UsageProblem.message(problem), UsageProblem.next(problem), ink);
        return finish(problem.getCommandLine().getCommandName(), answer, wantsJson(args), false);
    }

    /** Arguments that cannot be parsed still say how the answer should look. */
    private boolean wantsJson(String[] args) {
        return List.of(args).contains("--json") || Options.on(surroundings, "BELLOWS_JSON");
    }

    private int run(String name, Action action) {
        try (Call call = new Call(surroundings, root.options(), action)) {
            Answer answer = answer(action, call);
            call.endLine();
            return finish(name, answer, call.json(), call.quiet());
        }
    }

    private static Answer answer(Action action, Call call) {
        try {
            return action.run(call);
        } catch (Throwable t) { // whatever it is, a user must not read a stack trace
            return Troubles.of(t, call);
        }
    }

    private int finish(String command, Answer answer, boolean json, boolean quiet) {
        if (!quiet) {
            answer.remarks().forEach(surroundings.err()::println);
        }
        answer.errors().forEach(surroundings.err()::println);
        if (json) {
            surroundings.out().println(Json.object(command, answer.exit(), answer.json()));
        } else if (!quiet) {
            answer.lines().forEach(surroundings.out()::println);
        }
        surroundings.out().flush();
        surroundings.err().flush();
        return answer.exit();
    }
}
