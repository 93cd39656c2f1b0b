package dev.bellows.cli.text;

import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What happens, as it happens: redrawn in place on a terminal, lines with times elsewhere. Ended migrations go to one
 * stream, everything else to the other.
 */
public final class ProgressText implements Listener, AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Output output;
    private final Set<String> noticed = new HashSet<>();
    private @Nullable Timer clock;
    private boolean running;

    /**
     * Where it goes.
     *
     * @param results for ended migrations
     * @param remarks for everything else; may be the same
     * @param mask takes secrets out
     * @param time now
     */
    public record Place(
            PrintStream results, PrintStream remarks, Display display, UnaryOperator<String> mask, InstantSource time) {
        void result(String line) {
            results.println(shown(line));
        }

        void remark(String line) {
            remarks.println(shown(line));
        }

        String shown(String line) {
            return display.signs(mask.apply(Cells.plainLines(line)));
        }
    }

    /** One of the two ways to show it. */
    interface Output {
        /** Something happened. */
        void on(Progress progress);

        /** Some time went by. */
        void tick();

        /** Somebody else is about to print. */
        void stepAside();

        /** Nothing more will happen. */
        void end();
    }

    /** Prints progress. */
    public ProgressText(Place place) {
        this.output = place.display().live() ? new LiveOutput(place) : new PlainOutput(place);
    }

    @Override
    public synchronized void on(Progress progress) {
        if (progress instanceof Progress.Notice notice && !noticed.add(notice.text())) {
            return;
        }
        running = progress instanceof Progress.StepStarted || (running && !(progress instanceof Progress.StepFinished));
        output.on(progress);
        if (clock == null) {
            clock = new Timer("bellows-clock", true);
            clock.schedule(new Tick(), BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis());
        }
    }

    /** Some time went by. */
    synchronized void tick() {
        output.tick();
    }

    /** Whether this notice was shown while it happened. */
    public synchronized boolean noticed(String notice) {
        return noticed.contains(notice);
    }

    /** Whether a migration is running. */
    public synchronized boolean running() {
        return running;
    }

    /** Prints lines that are not about progress, between what is. */
    public synchronized void interrupt(Runnable printing) {
        output.stepAside();
        printing.run();
    }

    /** Nothing more will happen. */
    @Override
    public synchronized void close() {
        if (clock != null) {
            clock.cancel();
        }
        output.end();
    }

    private final class Tick extends TimerTask {
        @Override
        public void run() {
            tick();
        }
    }
}
