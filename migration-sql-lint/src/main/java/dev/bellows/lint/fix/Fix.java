package dev.bellows.lint.fix;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration mended.
 *
 * @param script its name
 * @param up its new text; null where it stays as it is
 * @param down its reverse's name and new text; null where there is none, or it stays as it is
 * @param additions the migrations that come after all others
 * @param rules what was mended, a rule for each finding
 */
public record Fix(
        String script, @Nullable String up, @Nullable Text down, List<Addition> additions, List<String> rules) {
    public Fix {
        additions = List.copyOf(additions);
        rules = List.copyOf(rules);
    }

    /** A file's name, and what it holds. */
    public record Text(String name, String text) {}

    /**
     * A new migration.
     *
     * @param words for its name
     * @param down the text of its reverse; null where the migration that it comes from has none
     */
    public record Addition(
            String words, String up, @Nullable String down) {}
}
