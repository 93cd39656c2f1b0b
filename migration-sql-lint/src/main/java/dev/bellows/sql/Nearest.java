package dev.bellows.sql;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
public final class Nearest {
    private static final int FARTHEST = 3;

    private Nearest() {}

    /** The known word that is nearest to the written one; null when none is near. */
    public static @Nullable String word(String written, Collection<String> known) {
        @Nullable String nearest = null;
        int shortest = Math.max(1, Math.min(FARTHEST, written.length() / 2)) + 1;
        for (String word : known) {
            int distance = distance(written, word);
            if (distance < shortest) {
                shortest = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** How many letters must be changed, added or removed (Levenshtein); of a very long word, only the start counts. */
    private static int distance(String written, String word) {
        String one = written.length() > 40 ? written.substring(0, 40) : written;
        int[] previous = new int[word.length() + 1];
        for (int j = 0; j <= word.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[word.length() + 1];
            current[0] = i;
            for (int j = 1; j <= word.length(); j++) {
                int changed = previous[j - 1] + (one.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[word.length()];
    }
}
