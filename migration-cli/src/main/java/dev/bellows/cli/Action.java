package dev.bellows.cli;

import dev.bellows.cli.config.Key;
import java.util.List;
import java.util.Map;

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

    /** Does its work. */
    Answer run(Call call);
}
