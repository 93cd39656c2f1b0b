package dev.bellows.cli.config;

/** Where a value was given; the earlier one wins. */
public enum Layer {
    OPTION,
    ENVIRONMENT,
    FILE,
    LIBPQ
}
