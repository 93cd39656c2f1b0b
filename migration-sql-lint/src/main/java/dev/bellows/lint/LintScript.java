package dev.bellows.lint;

import dev.bellows.sql.LooseScript;
import dev.bellows.sql.Phase;
import org.jspecify.annotations.Nullable;

/**
 * A migration as the linter is given it.
 *
 * @param name the name that findings carry
 * @param version null for a script that is no versioned migration
 * @param text all of it
 * @param phase what the configuration says of it; null to go by its tag
 * @param role what it is for
 */
public record LintScript(
        String name,
        @Nullable String version,
        LooseScript.Text text,
        @Nullable Phase phase,
        Role role) {
    /** What a script is for. */
    public enum Role {
        /** It is judged, and known to those after it. */
        JUDGED,
        /** Likewise, but nobody has released it yet: what it makes is used by nothing that runs. */
        UNRELEASED,
        /** It runs again at every change. */
        REPEATABLE,
        /** It is known to those after it, and never judged. */
        KNOWN,
        /** A reverse: it is read, so that slips in it are found, and never judged. */
        DOWN;

        /** Whether findings are wanted. */
        public boolean judged() {
            return this == JUDGED || this == UNRELEASED || this == REPEATABLE;
        }
    }
}
