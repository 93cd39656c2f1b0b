package dev.bellows.lint;

import dev.bellows.sql.SqlParser;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a lint goes by.
 *
 * @param major the major release of PostgreSQL that the migrations are for
 * @param tagPrefix what stands before the colon in a directive
 * @param styles the rules of taste that are wanted
 * @param allowed hazards that the configuration accepts
 */
public record LintSettings(int major, String tagPrefix, Set<String> styles, List<Allowed> allowed) {
    /** The newest release, and nothing else. */
    public static final LintSettings DEFAULT = new LintSettings(SqlParser.NEWEST, "bellows", Set.of(), List.of());

    /**
     * A hazard that the configuration accepts.
     *
     * @param path a part of the names of the files that it is about; null for all
     * @param version the migration that it is about; null for all
     */
    public record Allowed(
            String rule, @Nullable String path, @Nullable String version, String reason) {}

    public LintSettings {
        styles = Set.copyOf(styles);
        allowed = List.copyOf(allowed);
    }

    /** The same for another release. */
    public LintSettings on(int release) {
        return new LintSettings(release, tagPrefix, styles, allowed);
    }
}
