package dev.bellows.cli;

import dev.bellows.cli.text.Words;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Shows what a command is about to do, and gets a person's consent or does without it. */
final class Question {
    private final Call call;
    private final boolean accepted;
    private final @Nullable Duration atMost;
    private boolean asked;

    /**
     * A question.
     *
     * @param accepted whether nobody is asked
     * @param atMost how long an answer may take, as others wait for it too; null for as long as it takes
     */
    Question(Call call, boolean accepted, @Nullable Duration atMost) {
        this.call = call;
        this.accepted = accepted;
        this.atMost = atMost;
    }

    /** Whether somebody will be asked. */
    boolean asks() {
        return !accepted && call.surroundings().screen().interactive();
    }

    /**
     * Whether it may be done.
     *
     * @param lines what it is; shown to whoever has to decide, and unless quiet to everybody
     * @param loses whether that destroys something, so that somebody has to say that it may
     */
    boolean consented(List<String> lines, boolean loses) {
        List<String> shown = lines.stream().map(call.secrets()::mask).toList();
        boolean mayAsk = call.surroundings().screen().interactive();
        boolean blocked = !accepted && !mayAsk && loses;
        PrintStream stream = call.json() || call.quiet() || blocked
                ? call.surroundings().err()
                : call.surroundings().out();
        // Quiet leaves out what nobody has to decide on.
        if (!call.quiet() || blocked || (mayAsk && !accepted)) {
            call.interrupt(() -> call.surroundings().print(stream, shown));
        }
        return accepted || (mayAsk ? ask(stream) : !loses);
    }

    private boolean ask(PrintStream stream) {
        asked = true;
        stream.print("Type yes to go on: ");
        stream.flush();
        // Nothing interrupts who reads from a terminal; so another thread does, and is left alone there.
        FutureTask<@Nullable String> answer = new FutureTask<>(this::read);
        Thread reader = new Thread(answer, "bellows-question");
        reader.setDaemon(true);
        reader.start();
        try {
            @Nullable
            String typed = atMost == null ? answer.get() : answer.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (typed == null) {
                // The input's end leaves the question's line open.
                stream.println();
            }
            return typed != null && typed.strip().equalsIgnoreCase("yes");
        } catch (ExecutionException e) {
            return false;
        } catch (TimeoutException e) {
            // Who reads from a terminal goes on with it until the process ends; any other reader ends here.
            answer.cancel(true);
            stream.println();
            throw new NotInTimeException(
                    "nobody answered within " + Words.time(Objects.requireNonNull(atMost))
                            + ", and nothing was changed; next: look"
                            + " first with --dry-run, then the same command with --accept-data-loss, which does not ask",
                    Report.EMPTY,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stream.println();
            throw new InterruptedRunException("interrupted at the question; nothing was run", Report.EMPTY, e);
        }
    }

    private @Nullable String read() throws IOException {
        // Not closed: the stream is the process's.
        return new BufferedReader(new InputStreamReader(call.surroundings().in(), Charset.defaultCharset())).readLine();
    }

    /**
     * Why nothing ran.
     *
     * @param command what to type to be asked again
     */
    Refusal refusal(String command) {
        return asked
                ? Refusal.of(
                        "not-confirmed", "it was not confirmed; nothing ran", "to go on: " + command + ", and type yes")
                : Refusal.of(
                        "data-loss",
                        "it would lose the data named above, and there is no terminal to ask on; nothing ran",
                        "if it may be lost: the same command with --accept-data-loss");
    }
}
