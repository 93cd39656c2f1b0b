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

    /** Ends with all of them, if there are any. */
    public void throwIfAny() {
        if (!lines.isEmpty()) {
            throw new ConfigurationException(String.join("\n", lines), Report.EMPTY);
        }
    }
}
