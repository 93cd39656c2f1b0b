package dev.bellows.cli.text;

import dev.bellows.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far an apply on many is, in one line: redrawn on a terminal, told every few seconds elsewhere. What somebody has to know of
 * one of them is a line of its own.
 */
public final class FleetProgress implements AutoCloseable {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

    private final ProgressText.Place place;
    private final boolean quiet;
    private final int all;
    private final LiveArea area;
    private final @Nullable RunBar bar;
    private final Set<String> working = new TreeSet<>();
    private Instant told;
    private int done;
    private int failed;

    /**
     * Shows it.
     *
     * @param quiet whether nothing is to be shown
     * @param all how many there are
     */
    public FleetProgress(ProgressText.Place place, boolean quiet, int all) {
        this.place = place;
        this.quiet = quiet;
        this.all = all;
        this.area = new LiveArea(place.remarks());
        this.bar = place.display().live() && !quiet
                ? new RunBar(all, place.display().unicode())
                : null;
        this.told = place.time().instant();
    }

    /** Something happened to one of them. */
    public synchronized void on(String name, Progress progress) {
        if (progress instanceof Progress.StepStarted) {
            working.add(name);
            show();
        } else if (progress instanceof Progress.Notice notice) {
            say(name + ": notice: " + notice.text());
        } else if (progress instanceof Progress.RestorePointMade made) {
            say(name + ": " + RestorePointText.made(made));
        } else if (progress instanceof Progress.WaitingForLock lock
                && lock.waited().toSeconds() % 30 == 1) {
            say(name + ": waiting while another runner works");
        }
    }

    /** One of them is done. */
    public synchronized void done(String name, @Nullable Throwable problem) {
        working.remove(name);
        done++;
        if (problem != null) {
            failed++;
            say(name + ": failed");
        }
        show();
    }

    private void say(String line) {
        if (!quiet) {
            area.clear();
            place.remark(line);
        }
    }

    private void show() {
        if (quiet) {
            return;
        }
        Instant now = place.time().instant();
        if (bar != null) {
            int columns = place.display().columns(80) - 1;
            String bars = bar.text(done, Math.min(columns, 60));
            area.show(List.of(Cells.fit(bars + "  " + standing(), columns)));
        } else if (done < all && !now.isBefore(told.plus(BETWEEN_LINES))) {
            told = now;
            place.remark(PlainOutput.stamped(now, done + " of " + all + " done, " + standing()));
        }
    }

    private String standing() {
        return failed + " failed" + (working.isEmpty() ? "" : "; working on " + String.join(", ", working));
    }

    /** Takes it away. */
    @Override
    public synchronized void close() {
        area.clear();
        if (bar != null) {
            bar.close();
        }
    }
}
