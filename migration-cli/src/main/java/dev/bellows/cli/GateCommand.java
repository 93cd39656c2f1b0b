package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.json.GateJson;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.GateScreen;
import dev.bellows.cli.text.GateText;
import dev.bellows.model.GateView;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellows gate}. */
@Command(
        name = "gate",
        description = {
            "Shows what the gate of each pending contract sees now.",
            "A contract runs when nothing lives whose build lacks what it needs. An application says what its build ships when"
                    + " it takes a lease: in Java with Bellows's apply() or validate(), elsewhere with the SQL function"
                    + " bellows_enter (docs/gate.md). Sessions that declare nothing hold a contract too.",
            "Changes nothing, and exits with 0 whatever the gates see."
        },
        footer = {
            "",
            "Examples:",
            "  bellows gate --env production",
            "  bellows gate --env production --watch",
        })
final class GateCommand implements Action {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    @Option(
            names = "--watch",
            description = "look every two seconds until all gates are open or somebody interrupts; on a terminal it is"
                    + " redrawn, elsewhere printed again when something has changed; with --json printed at the end")
    private boolean watch;

    @Override
    public Answer run(Call call) {
        Bellows bellows = call.bellows();
        if (watch) {
            return watch(call, bellows);
        }
        List<GateView> gates = bellows.gates();
        List<String> lines = new ArrayList<>(
                GateText.of(gates, call.ink(), call.surroundings().screen().outputColumns()));
        return Answer.done(ended(lines, gates, call), json(gates));
    }

    private static Answer watch(Call call, Bellows bellows) {
        GateScreen screen = call.gateScreen();
        List<GateView> gates = List.of();
        try {
            gates = bellows.gates();
            screen.show(gates);
            while (!gates.stream().allMatch(GateView::open)) {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
                gates = bellows.gates();
                screen.show(gates);
            }
        } catch (InterruptedException | InterruptedRunException e) {
            Thread.currentThread().interrupt();
            // Whoever watches ends it so: that is nothing to tell him as an error.
            InterruptedRunException ended = new InterruptedRunException("interrupted while watching", Report.EMPTY);
            Answer answer = Troubles.of(ended, call).trouble(ended.exitCode(), List.of());
            answer.json().putAll(json(gates));
            return answer;
        }
        return Answer.done(ended(new ArrayList<>(), gates, call), json(gates));
    }

    private static List<String> ended(List<String> lines, List<GateView> gates, Call call) {
        lines.add(call.ink().strong("next:") + " " + GateText.next(gates));
        return lines;
    }

    private static Map<String, @Nullable Object> json(List<GateView> gates) {
        return Json.fields("gates", GateJson.gates(gates));
    }
}
