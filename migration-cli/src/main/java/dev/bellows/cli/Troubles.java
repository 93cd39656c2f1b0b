package dev.bellows.cli;

import dev.bellows.cli.connect.Database;
import dev.bellows.cli.connect.Secrets;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.Cells;
import dev.bellows.cli.text.FailureText;
import dev.bellows.cli.text.HolderText;
import dev.bellows.cli.text.Ink;
import dev.bellows.cli.text.RefusalText;
import dev.bellows.model.BellowsException;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.HeldException;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.UnexpectedException;
import dev.bellows.model.UnreachableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exceptions as people and machines want them: never a stack trace, never a secret. */
final class Troubles {
    private static final Map<Class<? extends BellowsException>, String> KINDS = Map.of(
            ConfigurationException.class, "configuration",
            RefusedException.class, "refused",
            StatementFailedException.class, "statement-failed",
            NotInTimeException.class, "not-in-time",
            HeldException.class, "held",
            UnreachableException.class, "unreachable",
            InterruptedRunException.class, "interrupted",
            UnexpectedException.class, "unexpected");

    /** What to do stands on a line of its own, and in JSON in a field of its own. */
    private static final String NEXT = "\nnext: ";

    private Troubles() {}

    /** The answer for something that went wrong. */
    static Answer of(Throwable trouble, Call call) {
        @Nullable String details = details(trouble, call);
        Answer answer = trouble instanceof BellowsException known
                ? known(
                        known,
                        call.secrets(),
                        call.errorInk(),
                        call.surroundings().screen().errorColumns())
                : unexpected(trouble, details != null, call);
        if (details == null) {
            return answer;
        }
        List<String> lines = new ArrayList<>(answer.errors());
        lines.add("details: " + details);
        return answer.trouble(answer.exit(), lines);
    }

    private static Answer known(BellowsException trouble, Secrets secrets, Ink ink, int columns) {
        Report report = trouble.report();
        String message = secrets.mask(message(trouble)).replace("; next: ", NEXT);
        List<String> lines;
        if (report.failure() != null && trouble instanceof StatementFailedException) {
            lines = FailureText.of(report.failure(), report, ink, columns);
        } else if (report.failure() != null && trouble instanceof InterruptedRunException) {
            lines = FailureText.interrupted(report.failure(), report, ink, columns);
        } else if (trouble instanceof HeldException) {
            lines = new ArrayList<>(HolderText.held(report, ink));
            lines.addAll(error("held, and --require-all was given" + NEXT + "bellows gate --watch", ink));
        } else if (trouble instanceof RefusedException) {
            lines = RefusalText.of(report.refusals(), ink);
        } else {
            lines = error(message, ink);
        }
        String kind = String.valueOf(KINDS.get(trouble.getClass()));
        return json(
                trouble.exitCode(),
                kind,
                message,
                report,
                lines.stream().map(secrets::mask).toList());
    }

    /** A missing connection is explained by who tried to make it. */
    private static String message(BellowsException trouble) {
        String before = trouble instanceof UnreachableException ? "the database cannot be reached: " : "";
        return Database.explained(trouble)
                .map(explained -> before + explained)
                .orElse(String.valueOf(trouble.getMessage()));
    }

    /** An answer that turns out to be a refusal. */
    static Answer refused(Answer answer, List<Refusal> refusals, Ink ink) {
        RefusedException refused = new RefusedException(refusals, Report.EMPTY);
        Map<String, @Nullable Object> json = new LinkedHashMap<>(answer.json());
        json.put("error", error(refused, String.valueOf(refused.getMessage())));
        return new Answer(refused.exitCode(), answer.lines(), answer.remarks(), RefusalText.of(refusals, ink), json);
    }

    /** The error of a call for many, of which the worst ended with this code; each says its own. */
    static Map<String, @Nullable Object> ofMany(int exit, String message) {
        String kind =
                switch (exit) {
                    case 2 -> "configuration";
                    case 3 -> "refused";
                    case 5 -> "statement-failed";
                    case 6 -> "not-in-time";
                    case 7 -> "held";
                    case 8 -> "unreachable";
                    case 130 -> "interrupted";
                    default -> "unexpected";
                };
        return error(kind, message);
    }

    private static Map<String, @Nullable Object> error(BellowsException trouble, String message) {
        return error(String.valueOf(KINDS.get(trouble.getClass())), message);
    }

    private static Map<String, @Nullable Object> error(String kind, String message) {
        int next = message.indexOf(NEXT);
        // Several errors at once have each their own, in the message.
        boolean one = next >= 0 && next == message.lastIndexOf(NEXT);
        return Json.fields(
                "kind",
                kind,
                "message",
                one ? message.substring(0, next) : message,
                "next",
                one ? message.substring(next + NEXT.length()) : null);
    }

    /** Each line an error, unless it is the continuation of the one before. */
    static List<String> error(String message, Ink ink) {
        return Cells.plainLines(message)
                .lines()
                .map(line -> line.startsWith("next:")
                        ? ink.strong("next:") + line.substring("next:".length())
                        : line.startsWith(" ") ? line : ink.bad("error:") + " " + line)
                .toList();
    }

    private static Answer unexpected(Throwable trouble, boolean traced, Call call) {
        String what = trouble instanceof OutOfMemoryError
                ? "out of memory"
                : trouble.getClass().getSimpleName()
                        + (trouble.getMessage() == null
                                ? ""
                                : ": "
                                        + trouble.getMessage()
                                                .lines()
                                                .findFirst()
                                                .orElse(""));
        String message = call.secrets().mask("something unexpected happened, a defect of Bellows: " + what)
                + NEXT
                + (traced
                        ? "report it with the file named below"
                        : "run it again with BELLOWS_DEBUG=1, which writes the details into a file, and report it with that");
        return json(1, "unexpected", message, Report.EMPTY, error(message, call.errorInk()));
    }

    /** An answer for arguments that nobody understands. */
    static Answer usage(String message, String next, Ink ink) {
        String whole = message + NEXT + next;
        return json(2, "usage", whole, Report.EMPTY, error(whole, ink));
    }

    private static Answer json(int exit, String kind, String message, Report report, List<String> lines) {
        Map<String, @Nullable Object> json = Json.fields(
                "error", error(kind, message), "report", report.equals(Report.EMPTY) ? null : Json.report(report));
        return Answer.done(List.of(), json).trouble(exit, lines);
    }

    /** Writes the stack trace into a file of its own, if asked to; the file's name. */
    private static @Nullable String details(Throwable trouble, Call call) {
        if (!Options.on(call.surroundings(), "BELLOWS_DEBUG")) {
            return null;
        }
        try {
            StringWriter trace = new StringWriter();
            trouble.printStackTrace(new PrintWriter(trace));
            Path file = Files.createTempFile("bellows-", ".txt");
            Files.writeString(file, call.secrets().mask(trace.toString()));
            return file.toString();
        } catch (IOException e) {
            return "they could not be written (" + e.getMessage() + ")";
        }
    }
}
