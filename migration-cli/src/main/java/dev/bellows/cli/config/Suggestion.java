package dev.bellows.cli.config;

import dev.bellows.sql.Nearest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code did you mean "wait"?}, or all known words when none is near. */
    static String of(String written, Collection<String> known) {
        @Nullable String nearest = Nearest.word(written, known);
        if (nearest != null) {
            return "did you mean \"" + nearest + "\"?";
        }
        return known.isEmpty() ? "there are none" : "known are " + String.join(", ", known);
    }
}
