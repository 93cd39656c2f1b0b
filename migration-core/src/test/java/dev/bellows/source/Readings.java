package dev.bellows.source;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What layouts read from names, for people. */
final class Readings {
    private Readings() {}

    static String show(@Nullable MigrationName name) {
        return name == null
                ? "nothing"
                : name.version() + ":" + (name.description().isEmpty() ? "" : " " + name.description())
                        + (name.kind() == MigrationName.Kind.VERSIONED
                                ? ""
                                : ", " + name.kind().name().toLowerCase(Locale.ROOT));
    }
}
