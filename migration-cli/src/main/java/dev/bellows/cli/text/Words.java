package dev.bellows.cli.text;

import dev.bellows.model.MigrationLabel;
import dev.bellows.sql.Phase;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Small phrases that several texts share. */
public final class Words {
    private Words() {}

    /** {@code 850 ms}, {@code 4.6 s}, {@code 12 min}, {@code 3 h}. */
    public static String time(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0).replace(".0 s", " s");
        }
        return duration.toMinutes() < 120 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    /** A time that goes on: {@code 12 s}, {@code 3 min 05 s}, {@code 2 h 07 min}, {@code 3 days}. */
    static String elapsed(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return duration.toHours() < 48
                ? String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart())
                : duration.toDays() + " days";
    }

    /** {@code 1 statement}, {@code 3 statements}. */
    public static String count(long number, String what) {
        String many = what.endsWith("ry") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return number + " " + (number == 1 ? what : many);
    }

    static String phase(@Nullable Phase phase) {
        return phase == null ? "" : phase.name().toLowerCase(Locale.ROOT);
    }

    /** {@code 0042 add email}, with the owner where it is not {@code main}. */
    static String title(String owner, String version, String description) {
        MigrationLabel label = new MigrationLabel(owner, version);
        // A repeatable's description is its name once more.
        boolean repeats = version.replace('_', ' ').endsWith(description);
        return Cells.plain(repeats ? label.toString() : label + " " + description);
    }
}
