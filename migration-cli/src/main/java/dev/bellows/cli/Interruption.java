package dev.bellows.cli;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jline.utils.Signals;

/**
 * Ctrl-C, and what else asks a process to end. The first signal interrupts the thread that works: the engine cancels its
 * statement, records that and gives the lock back, the embedded server is left, and the process ends by itself. A second
 * one ends it at once. Where signals cannot be had, the JVM ends the process as it always does.
 */
final class Interruption {
    /** What shells make of a process that a signal ended. */
    private static final int BY_SIGNAL = 128;

    /** Usually everything has ended before a person would read that it is ending. */
    private static final long PATIENCE_MILLISECONDS = 700;

    /** The signals, with their numbers. */
    private enum Signal {
        HUP(1),
        INT(2),
        TERM(15);

        private final int number;

        Signal(int number) {
            this.number = number;
        }
    }

    private final Thread worker = Thread.currentThread();
    private final AtomicInteger exit = new AtomicInteger();
    private volatile Consumer<String> say = line -> {};

    private Interruption() {}

    /** Nobody interrupts. */
    static Interruption none() {
        return new Interruption();
    }

    /** Signals interrupt the calling thread from now on. */
    static Interruption bySignals() {
        Interruption interruption = new Interruption();
        for (Signal signal : Signal.values()) {
            Signals.register(signal.name(), () -> interruption.on(BY_SIGNAL + signal.number));
        }
        return interruption;
    }

    /** Who tells a person that it was heard, where the end takes a while. */
    void say(Consumer<String> teller) {
        say = teller;
    }

    /** The work has ended: nothing more has to be told. */
    void workEnded() {
        say = line -> {};
    }

    /** What the process has to end with; 0 when nobody has interrupted it. */
    int exit() {
        return exit.get();
    }

    /** On a thread of this signal's own. */
    private void on(int code) {
        if (!exit.compareAndSet(0, code)) {
            // Without hooks: they may wait for what hangs.
            Runtime.getRuntime().halt(code);
        }
        worker.interrupt();
        try {
            Thread.sleep(PATIENCE_MILLISECONDS);
            say.accept("interrupted: ending what runs, and recording it; once more ends the process at once");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
