package dev.bellows.cli;

import java.util.function.IntSupplier;

/**
 * What of a process's streams is a terminal, and what it can do.
 *
 * @param interactive whether a person can be asked: standard input and output are a terminal
 * @param output whether standard output is a terminal
 * @param errors whether standard error is
 * @param capable whether that terminal can show colours and move its cursor
 * @param unicode whether the locale's encoding can show more than ASCII
 * @param columns how wide it is at this moment
 */
record Screen(
        boolean interactive, boolean output, boolean errors, boolean capable, boolean unicode, IntSupplier columns) {
    /** No terminal at all. */
    static final Screen NONE = new Screen(false, false, false, false, true, () -> 0);

    /** The same where somebody can be asked. */
    Screen asking() {
        return new Screen(true, output, errors, capable, unicode, columns);
    }

    /** The width for standard output; 0 when it is no terminal. */
    int outputColumns() {
        return output ? columns.getAsInt() : 0;
    }

    /** Likewise for standard error. */
    int errorColumns() {
        return errors ? columns.getAsInt() : 0;
    }
}
