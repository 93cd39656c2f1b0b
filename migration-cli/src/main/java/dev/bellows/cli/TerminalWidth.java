package dev.bellows.cli;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How wide the terminal is, which Java does not tell: COLUMNS where somebody exports it, else stty is asked, now and then
 * again, as windows are resized.
 */
final class TerminalWidth implements IntSupplier {
    private static final int USUAL = 80;
    private static final int LEAST = 20;
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private static final File TERMINAL = new File("/dev/tty");
    private static final Pattern SIZE = Pattern.compile("\\d+ (\\d+)\\s*");

    private final int given;
    private int found;
    private long asked;

    TerminalWidth(@Nullable String columns) {
        given = columns != null && columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : 0;
    }

    @Override
    public synchronized int getAsInt() {
        if (given > 0) {
            return Math.max(LEAST, given);
        }
        if (found == 0 || System.nanoTime() - asked > FRESH) {
            int width = ask();
            found = width > 0 ? Math.max(LEAST, width) : found == 0 ? USUAL : found;
            asked = System.nanoTime();
        }
        return found;
    }

    private static int ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Redirect.from(TERMINAL))
                    .redirectError(Redirect.DISCARD)
                    .start();
            // Its few bytes are in the pipe before it ends.
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher matcher = SIZE.matcher(size);
            return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException | NumberFormatException e) {
            // No stty, or no terminal of this process's own.
            return 0;
        }
    }
}
