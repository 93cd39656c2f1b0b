package dev.bellows.run;

import dev.bellows.model.CommandProgress;
import dev.bellows.model.CommandProgress.Counter;
import dev.bellows.model.Listener;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import java.time.Duration;
import java.util.List;

/** Tells how far a copy in batches is, and how long it will take yet; at most once a second. */
final class CopyNews {
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(1);

    private final Listener listener;
    private final Migration migration;
    private final String command;
    private final long total;
    private final long before;
    private final long began = System.nanoTime();
    private long told = began - BETWEEN_WORDS.toNanos();

    /**
     * News of one copy.
     *
     * @param total how many rows there are about; 0 when nobody knows
     * @param before how many an earlier run has copied
     */
    CopyNews(Listener listener, Migration migration, String object, long total, long before) {
        this.listener = listener;
        this.migration = migration;
        this.command = "copying " + object;
        this.total = total;
        this.before = before;
    }

    /** So many rows were looked at by now. */
    void copied(long rows) {
        tell(rows, left(rows));
    }

    /** Nothing is copied for a while. */
    void waits(long rows, String why) {
        tell(rows, why);
    }

    /** All is copied but what has changed meanwhile. */
    void catchesUp(long rows) {
        tell(rows, "catching up with changes");
    }

    private void tell(long rows, String phase) {
        long now = System.nanoTime();
        if (now - told >= BETWEEN_WORDS.toNanos()) {
            told = now;
            Counter counter = new Counter("rows", rows, total == 0 ? 0 : Math.max(total, rows));
            listener.on(new Progress.StatementProgress(
                    migration, new CommandProgress(command, phase, List.of(counter), 0)));
        }
    }

    private String left(long rows) {
        long here = rows - before;
        if (here <= 0 || total <= rows) {
            return "";
        }
        long seconds = (long) ((System.nanoTime() - began) / 1e9 * (total - rows) / here) + 1;
        return "about " + (seconds < 100 ? seconds + " s" : (seconds + 30) / 60 + " min") + " left";
    }
}
