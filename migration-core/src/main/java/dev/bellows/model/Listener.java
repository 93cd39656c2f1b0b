package dev.bellows.model;

/** Hears what a call does, on the thread that does it. What it throws ends the run as a defect of the listener. */
@FunctionalInterface
public interface Listener {
    /** Hears nothing. */
    Listener SILENT = progress -> {};

    /** Called for each event, in order. */
    void on(Progress progress);
}
