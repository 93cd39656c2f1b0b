package dev.bellows.cli;

import dev.bellows.cli.text.PlanText;
import dev.bellows.model.Losses;
import dev.bellows.model.Refusal;
import dev.bellows.plan.Plan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
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
        boolean mayAsk = call.surroundings().interactive();
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
        lines.forEach(stream::println);
    }

    private boolean ask(PrintStream stream) {
        asked = true;
        stream.print("Type yes to go on: ");
        stream.flush();
        try {
            // Not closed: the stream is the process's.
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(call.surroundings().in(), Charset.defaultCharset()));
            @Nullable String answer = reader.readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            return false;
        }
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
