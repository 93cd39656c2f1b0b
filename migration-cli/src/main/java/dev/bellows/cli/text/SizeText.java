package dev.bellows.cli.text;

import dev.bellows.cli.connect.TableSize;
import dev.bellows.cli.lint.Estimate;
import dev.bellows.lint.TableEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How large a table is, and how long somebody waits for it. */
public final class SizeText {
    private static final List<String> BYTES = List.of("bytes", "kB", "MB", "GB", "TB", "PB");
    private static final List<String> ROWS = List.of("", " thousand", " million", " billion");

    private static final Duration SHORTEST = Duration.ofHours(1);

    private SizeText() {}

    /** {@code orders has about 210 million rows, 31 GB (48 GB with indexes); to read it takes 31 s to 5 min …}. */
    public static String of(TableEffect effect, TableSize size) {
        List<String> parts = new ArrayList<>();
        parts.add(effect.table() + " has " + rows(size.rows()) + ", " + bytes(size.bytes()) + " ("
                + bytes(size.totalBytes()) + " with indexes)");
        writes(size).ifPresent(parts::add);
        Estimate.of(effect, size).ifPresent(estimate -> parts.add(time(effect, estimate)));
        return String.join("; ", parts);
    }

    /** A rate over a short time says nothing, and one of long ago little: it is told where it counts. */
    private static Optional<String> writes(TableSize size) {
        @Nullable Duration counted = size.counted();
        if (counted == null || counted.compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        double rate = (double) size.writes() / counted.toSeconds();
        return rate < 0.1 ? Optional.empty() : Optional.of("about " + number(rate) + " rows written a second");
    }

    private static String time(TableEffect effect, Estimate estimate) {
        String what =
                switch (effect.work()) {
                    case REWRITES -> "to write it anew";
                    case BUILDS -> "to build an index";
                    default -> "to read it";
                };
        if (estimate.longest().toMillis() < 1000) {
            return what + " takes less than a second";
        }
        return what + " takes " + range(estimate) + " (a guess: " + estimate.slow() / 1_000_000 + " to "
                + estimate.fast() / 1_000_000 + " MB/s)";
    }

    /** {@code 3 to 26 min}, {@code 45 s to 8 min}. */
    private static String range(Estimate estimate) {
        String shortest = time(estimate.shortest());
        String longest = time(estimate.longest());
        String unit = longest.substring(longest.indexOf(' '));
        return shortest.equals(longest)
                ? "about " + longest
                : (shortest.endsWith(unit) ? shortest.substring(0, shortest.length() - unit.length()) : shortest)
                        + " to " + longest;
    }

    /** One or two figures: more would pretend to be measured. */
    private static String time(Duration duration) {
        long seconds = Math.max(1, Math.round(duration.toMillis() / 1000.0));
        if (seconds < 100) {
            return seconds + " s";
        }
        if (seconds < 6000) {
            return Math.round(seconds / 60.0) + " min";
        }
        return Math.round(seconds / 3600.0) + " h";
    }

    static String rows(@Nullable Long rows) {
        if (rows == null) {
            return "an unknown number of rows, as it was never analyzed";
        }
        return rows == 0 ? "no rows" : "about " + scaled(rows, 1000, ROWS) + (rows == 1 ? " row" : " rows");
    }

    static String bytes(long bytes) {
        return scaled(bytes, 1000, BYTES.stream().map(unit -> " " + unit).toList());
    }

    private static String scaled(long number, int step, List<String> units) {
        double value = number;
        int unit = 0;
        while (value >= step && unit < units.size() - 1) {
            value /= step;
            unit++;
        }
        return number(value) + units.get(unit);
    }

    private static String number(double value) {
        return value < 10
                ? String.format(Locale.ROOT, "%.1f", value).replace(".0", "")
                : String.valueOf(Math.round(value));
    }
}
