package dev.bellows.cli.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much the findings of a rule count.
 *
 * @param path the files it is about; null for all
 * @param severity one of {@link #WORDS}
 */
public record RuleSeverity(String rule, @Nullable String path, String severity) {
    /** Findings that are not reported, only counted. */
    public static final String OFF = "off";

    /** What can be wanted. */
    public static final List<String> WORDS = List.of("error", "warning", "note", OFF);
}
