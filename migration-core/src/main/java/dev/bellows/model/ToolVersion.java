package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/** Which Bellows this is. */
public final class ToolVersion {
    private ToolVersion() {}

    /** The version in the jar's manifest; {@code development} when the classes come from a folder. */
    public static String current() {
        @Nullable String version = ToolVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
