package dev.bellows.cli.text;

import dev.bellows.model.CommandProgress;
import dev.bellows.model.CommandProgress.Counter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far the server is with a command. */
final class CommandText {
    private CommandText() {}

    /** {@code CREATE INDEX, building index: scanning table, 45 % (1,234 of 2,742 blocks)}. */
    static String of(CommandProgress progress) {
        StringBuilder text = new StringBuilder(progress.command());
        if (!progress.phase().isEmpty()) {
            text.append(", ").append(progress.phase());
        }
        counter(progress).ifPresent(counter -> text.append(", ").append(counted(counter)));
        counter(progress.counters(), "partitions")
                .filter(counter -> counter.total() > 0)
                .ifPresent(counter -> text.append(", ").append(fraction(counter)));
        if (progress.waitsFor() != 0) {
            text.append(", waits for pid ").append(progress.waitsFor());
        }
        return Cells.plain(text.toString());
    }

    /** What this phase counts: the others keep what an earlier one counted. */
    private static Optional<Counter> counter(CommandProgress progress) {
        List<String> order = progress.phase().startsWith("waiting for")
                ? List.of("lockers")
                : progress.phase().contains("tuples")
                        ? List.of("tuples")
                        : List.of("rows", "blocks", "bytes", "tuples");
        List<Counter> found = order.stream()
                .flatMap(of -> counter(progress.counters(), of).stream())
                .toList();
        return found.stream().filter(counter -> counter.total() > 0).findFirst().or(() -> found.stream()
                .findFirst());
    }

    private static Optional<Counter> counter(List<Counter> counters, String of) {
        return counters.stream().filter(counter -> counter.of().equals(of)).findFirst();
    }

    private static String counted(Counter counter) {
        if (counter.total() == 0) {
            return String.format(Locale.ROOT, "%,d %s", counter.done(), counter.of());
        }
        if (counter.of().equals("lockers")) {
            return fraction(counter);
        }
        long percent = Math.min(100, 100 * counter.done() / counter.total());
        return (counter.of().equals("rows") ? bar(percent) + " " : "") + percent + " % (" + fraction(counter) + ")";
    }

    /** Rows are copied for hours. */
    private static String bar(long percent) {
        int done = (int) percent / 10;
        return "[" + "#".repeat(done) + "-".repeat(10 - done) + "]";
    }

    private static String fraction(Counter counter) {
        return String.format(Locale.ROOT, "%,d of %,d %s", counter.done(), counter.total(), counter.of());
    }
}
