package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/** The settings are wrong: a folder that is not there, a version that is not a number, an unknown layout. */
public final class ConfigurationException extends BellowsException {
    public ConfigurationException(String message, Report report) {
        this(message, report, null);
    }

    public ConfigurationException(String message, Report report, @Nullable Throwable cause) {
        super(message, report, cause);
    }

    @Override
    public int exitCode() {
        return 2;
    }
}
