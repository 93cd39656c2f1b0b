package dev.bellows.cli.config;

import org.jspecify.annotations.Nullable;

/**
 * A hazard that the configuration accepts, for the linter.
 *
 * @param path the files it is about; null for all
 * @param version the migration it is about; null for all
 */
public record Allow(
        String rule, @Nullable String path, @Nullable String version, String reason) {}
