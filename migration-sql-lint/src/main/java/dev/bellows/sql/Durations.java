package dev.bellows.sql;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as directives and configuration write them: {@code 500ms}, {@code 2s}, {@code 10m}, {@code 1h}, {@code 0}. */
public final class Durations {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,10})(ms|s|m|h)");

    /** PostgreSQL keeps its timeouts as milliseconds in 31 bits. */
    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    private Durations() {}

    /**
     * Reads a duration; {@code 0}, with or without a unit, is zero and means: no limit.
     *
     * @throws IllegalArgumentException for anything else, with a sentence that says what is expected
     */
    public static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a duration: write 500ms, 2s, 10m, 1h, or 0 for no limit.");
        }
        Duration duration = of(Long.parseLong(matcher.group(1)), matcher.group(2));
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is longer than PostgreSQL's timeouts can be, 24 days: write less, or 0 for no limit.");
        }
        return duration;
    }

    private static Duration of(long amount, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }
}
