package dev.bellows.model;

/**
 * Hears what a call does, mostly on the thread that does it; while that waits for a statement, on another one, but never
 * two events at a time. What it throws ends the run as a defect of the listener: what is applied by then stays applied and
 * recorded, and the next run goes on there. What it throws on the other thread ends nothing.
 */
@FunctionalInterface
public interface Listener {
    /** Hears nothing. */
    Listener SILENT = progress -> {};

    /** Called for each event, in order. */
    void on(Progress progress);
}
