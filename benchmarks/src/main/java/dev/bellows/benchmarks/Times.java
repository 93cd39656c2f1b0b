package dev.bellows.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What several runs took.
 *
 * @param seconds of each, in any order; at least one
 */
public record Times(double... seconds) {
    private static final double SHORT = 0.1;

    public Times {
        seconds = seconds.clone();
        Arrays.sort(seconds);
    }

    /** The one in the middle. */
    public double median() {
        int half = seconds.length / 2;
        return seconds.length % 2 == 1 ? seconds[half] : (seconds[half - 1] + seconds[half]) / 2;
    }

    /** {@code 0.83 s (0.80 to 0.91)}, or {@code 8.3 ms (8.0 to 9.1)}. */
    @Override
    public String toString() {
        boolean few = median() < SHORT;
        int times = few ? 1_000 : 1;
        return String.format(
                Locale.ROOT,
                few ? "%.1f ms (%.1f to %.1f)" : "%.2f s (%.2f to %.2f)",
                median() * times,
                seconds[0] * times,
                seconds[seconds.length - 1] * times);
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
