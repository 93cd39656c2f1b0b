package dev.bellows.sql;

import java.util.Collection;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the word that somebody probably meant. */
public final class Nearest {
    private static final int FARTHEST = 3;

    private Nearest() {}

    /** The known word that is nearest to the written one; null when none is near. */
    public static @Nullable String word(String written, Collection<String> known) {
        @Nullable String nearest = null;
        int shortest = FARTHEST + 1;
        for (String word : known) {
            int distance = distance(written, word);
            // Words of which half is different have nothing to do with each other.
            if (distance < shortest && 2 * distance < Math.max(letters(written), letters(word))) {
                shortest = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /** Dashes before an option are always right. */
    private static int letters(String word) {
        return word.startsWith("--") ? word.length() - 2 : word.length();
    }

    /**
     * How many letters must be changed, added, removed or exchanged with their neighbour (optimal string alignment); of a
     * very long word, only the start counts.
     */
    private static int distance(String written, String word) {
        String one = written.length() > 40 ? written.substring(0, 40) : written;
        int[] beforePrevious = new int[word.length() + 1];
        int[] previous = IntStream.rangeClosed(0, word.length()).toArray();
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[word.length() + 1];
            current[0] = i;
            for (int j = 1; j <= word.length(); j++) {
                int changed = previous[j - 1] + (one.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == word.charAt(j - 2)
                        && one.charAt(i - 2) == word.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            beforePrevious = previous;
            previous = current;
        }
        return previous[word.length()];
    }
}
