package dev.bellows.adopt;

import dev.bellows.model.Migration;
import dev.bellows.model.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A migration in a tool's history.
 *
 * @param name what the tool calls it
 * @param file the file of it; null when there is none
 * @param checksum as the tool keeps it; null when it keeps none
 * @param refusal why the tool itself does not take it for done; null when it does
 */
record Row(
        String name,
        @Nullable Migration file,
        @Nullable String checksum,
        @Nullable Refusal refusal) {
    /** One that the tool keeps no checksum of. */
    static Row of(String name, @Nullable Migration file) {
        return new Row(name, file, null, null);
    }

    /** One that the tool did not finish. */
    static Row unfinished(String name, String cause, String next) {
        return new Row(name, null, null, Refusal.of("adopt-unfinished", cause, next));
    }
}
