package dev.bellows.cli;

import dev.bellows.cli.text.PlanText;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Losses;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.plan.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Shows what a down would destroy, and gets a person's consent or does without it. */
final class Consent implements BiPredicate<Plan, Losses> {
    private final Call call;
    private final boolean accepted;
    private @Nullable Losses losses;
    private boolean given;
    private boolean asked;

    /** With {@code accepted}, nobody is asked. */
    Consent(Call call, boolean accepted) {
        this.call = call;
        this.accepted = accepted;
    }

    @Override
    public boolean test(Plan plan, Losses found) {
        losses = found;
        boolean mayAsk = call.surroundings().screen().interactive();
        boolean blocked = !accepted && !mayAsk && found.any();
        PrintStream stream = call.json() || call.quiet() || blocked
                ? call.surroundings().err()
                : call.surroundings().out();
        // Quiet leaves out what nobody has to decide on.
        if (!call.quiet() || blocked || (mayAsk && !accepted)) {
            show(plan, found, stream);
        }
        given = accepted || (mayAsk ? ask(stream) : !found.any());
        return given;
    }

    private void show(Plan plan, Losses found, PrintStream stream) {
        List<String> lines = new ArrayList<>(PlanText.steps(plan, call.ink()));
        lines.addAll(PlanText.losses(found, call.ink()));
        call.interrupt(() -> call.surroundings().print(stream, lines));
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
            @Nullable String typed = answer.get();
            if (typed == null) {
                // The input's end leaves the question's line open.
                stream.println();
            }
            return typed != null && typed.strip().equalsIgnoreCase("yes");
        } catch (ExecutionException e) {
            return false;
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

    boolean given() {
        return given;
    }

    /** What would be lost; null when nothing was to be run. */
    @Nullable
    Losses losses() {
        return losses;
    }

    /** Why nothing ran. */
    Refusal refusal() {
        return asked
                ? Refusal.of(
                        "not-confirmed", "it was not confirmed; nothing ran", "to go on: bellows down, and type yes")
                : Refusal.of(
                        "data-loss",
                        "it would lose the data named above, and there is no terminal to ask on; nothing ran",
                        "if it may be lost: the same command with --accept-data-loss");
    }
}
