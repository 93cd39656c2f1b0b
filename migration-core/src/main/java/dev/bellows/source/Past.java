package dev.bellows.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a folder held where a branch began. Paths are in the folder, with slashes.
 *
 * @param base what people call that place, such as {@code origin/main}
 * @param same the files that are on disk as they were
 * @param changed what the others held that are not
 * @param hidden those of the latter that are not on disk although nobody removed them
 * @param tip the files that are there now where the branch will go
 */
public record Past(String base, Set<String> same, Map<String, byte[]> changed, Set<String> hidden, List<String> tip) {
    public Past {
        same = Set.copyOf(same);
        changed = new LinkedHashMap<>(changed);
        hidden = Set.copyOf(hidden);
        tip = List.copyOf(tip);
    }

    /** Whether it held nothing. */
    boolean isEmpty() {
        return same.isEmpty() && changed.isEmpty();
    }

    /** Whether a file was there. */
    boolean had(String path) {
        return same.contains(path) || changed.containsKey(path);
    }
}
