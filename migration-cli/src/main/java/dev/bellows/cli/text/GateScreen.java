package dev.bellows.cli.text;

import dev.bellows.model.GateView;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Gates that somebody watches: redrawn on a terminal, elsewhere printed when something has changed, below the time.
 */
public final class GateScreen {
    private static final String ESCAPE = "\u001b[";
    private static final String HOME = ESCAPE + "H";
    private static final String CLEAR_ALL = ESCAPE + "2J";
    private static final String CLEAR_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private final PrintStream out;
    private final Display display;
    private final UnaryOperator<String> mask;
    private final InstantSource time;
    private List<String> shown = List.of();

    /** Shows them there. */
    public GateScreen(PrintStream out, Display display, UnaryOperator<String> mask, InstantSource time) {
        this.out = out;
        this.display = display;
        this.mask = mask;
        this.time = time;
    }

    /** Shows what they see now. */
    public void show(List<GateView> gates) {
        List<String> lines = new ArrayList<>();
        int columns = display.live() ? display.columns(80) : 0;
        GateText.of(gates, display.ink(), columns).forEach(line -> Wrapping.of(display.signs(mask.apply(line)), columns)
                .forEach(lines::add));
        String now = time.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        if (display.live()) {
            draw(lines, now);
        } else if (!lines.equals(shown)) {
            out.println(now);
            lines.forEach(out::println);
            out.flush();
        }
        shown = lines;
    }

    /** In one write, and each line over the old one: nothing flickers. */
    private void draw(List<String> lines, String now) {
        String start = shown.isEmpty() ? HOME + CLEAR_ALL : HOME;
        lines.add(0, display.ink().faint(now + ", every 2 s; Ctrl-C ends it"));
        out.print(start + String.join(CLEAR_LINE + "\n", lines) + CLEAR_LINE + "\n" + CLEAR_BELOW);
        out.flush();
    }
}
