package dev.bellows.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What several runs took.
 *
 * @param seconds of each, in any order; at least one
 */
record Times(double... seconds) {
    Times {
        seconds = seconds.clone();
        Arrays.sort(seconds);
    }

    double median() {
        int half = seconds.length / 2;
        return seconds.length % 2 == 1 ? seconds[half] : (seconds[half - 1] + seconds[half]) / 2;
    }

    /** {@code 0.83 s (0.80 to 0.91)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f s (%.2f to %.2f)", median(), seconds[0], seconds[seconds.length - 1]);
    }

    /** {@code 101,000 a second (95,000 to 104,000)}. */
    String rate(long things) {
        return String.format(
                Locale.ROOT,
                "%,d a second (%,d to %,d)",
                rounded(things / median()),
                rounded(things / seconds[seconds.length - 1]),
                rounded(things / seconds[0]));
    }

    private static long rounded(double rate) {
        return Math.round(rate / 1_000) * 1_000;
    }
}
