package dev.bellows.cli.text;

import dev.bellows.model.Holder;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The contracts whose gates a run waits for, and who holds them. A contract that is held once is told of when the run ends;
 * one that is asked about again is waited for.
 */
final class GateWait {
    private final Map<MigrationLabel, Asked> held = new LinkedHashMap<>();

    /**
     * A closed gate.
     *
     * @param times how often it was asked
     * @param since when it was asked first
     */
    private record Asked(int times, Instant since, List<Holder> holders) {}

    /** Something happened. */
    void on(Progress progress, Instant now) {
        if (progress instanceof Progress.GateHeld closed) {
            MigrationLabel label = closed.migration().label();
            held.merge(
                    label,
                    new Asked(1, now, closed.holders()),
                    (before, again) -> new Asked(before.times + 1, before.since, again.holders));
        } else if (progress instanceof Progress.GateOpened opened) {
            held.remove(opened.migration().label());
        }
    }

    boolean waits() {
        return held.values().stream().anyMatch(gate -> gate.times > 1);
    }

    /** {@code waiting for the gate of 0042, 12 s so far, held}, and below it by whom. */
    List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        held.forEach((contract, gate) -> {
            if (gate.times > 1) {
                lines.add("waiting for the gate of " + Cells.plain(contract.toString()) + ", "
                        + Words.elapsed(Duration.between(gate.since, now)) + " so far, held");
                lines.addAll(HolderText.lines(gate.holders, Ink.PLAIN));
            }
        });
        return lines;
    }

    /** Whom it waits for, to tell whether that has changed. */
    List<String> holders() {
        return held.values().stream()
                .filter(gate -> gate.times > 1)
                .flatMap(gate -> gate.holders.stream().map(Holder::toString))
                .toList();
    }
}
