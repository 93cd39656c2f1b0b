package dev.bellows.cli.text;

import java.io.PrintStream;
import java.util.List;

/**
 * The last lines on a terminal, which are redrawn in place. Everything else that is printed goes above them: they are
 * cleared first.
 */
final class LiveArea {
    private static final String ESCAPE = "\u001b[";
    private static final String CLEAR_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";
    private static final String NO_WRAP = ESCAPE + "?7l";
    private static final String WRAP = ESCAPE + "?7h";

    private final PrintStream terminal;
    private int height;

    LiveArea(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Shows these instead of the last ones; none of them may be as wide as the terminal. */
    void show(List<String> lines) {
        if (lines.isEmpty()) {
            clear();
            return;
        }
        // In one write, and each line over the old one: nothing flickers. What a window that has just shrunk cannot
        // show is
        // cut by the terminal, not wrapped.
        terminal.print(NO_WRAP + home() + String.join(CLEAR_LINE + "\n", lines) + CLEAR_BELOW + WRAP);
        terminal.flush();
        height = lines.size();
    }

    void clear() {
        if (height > 0) {
            terminal.print(home() + CLEAR_BELOW);
            terminal.flush();
            height = 0;
        }
    }

    /** To the area's first column. */
    private String home() {
        return "\r" + (height > 1 ? ESCAPE + (height - 1) + "A" : "");
    }
}
