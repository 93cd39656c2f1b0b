package dev.bellows.cli.config;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings, gathered so that a user sees all of it at once. */
public final class Problems {
    private final List<String> lines = new ArrayList<>();

    /** Adds one, as a sentence that names its place. */
    public void add(String line) {
        lines.add(line);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Adds all of them to others, each with its place before it. */
    public void passTo(Problems others, String place) {
        lines.forEach(line -> others.add(place + line));
    }

    /** Ends with all of them, if there are any. */
    public void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(String.join("\n", lines), Report.EMPTY);
        }
    }
}
