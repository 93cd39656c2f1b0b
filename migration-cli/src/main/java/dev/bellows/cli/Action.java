package dev.bellows.cli;

import dev.bellows.cli.config.Key;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command, with the options that are its own. */
interface Action {
    /** Its options that can be set elsewhere too. */
    default Map<Key, List<String>> settings() {
        return Map.of();
    }

    /** Whether what it prints is all that it is called for, so that {@code --quiet} has nothing to leave out. */
    default boolean printsOnly() {
        return false;
    }

    /** Whether it leaves everything as it is, so that nothing is missed by whoever stops to read what it prints. */
    default boolean readsOnly() {
        return false;
    }

    /** How its answer is to look, where an option of its own says so; else null. */
    default @Nullable Format format() {
        return null;
    }

    /** Does its work. */
    Answer run(Call call);
}
