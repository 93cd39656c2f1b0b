package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a statement will do.
 *
 * @param locks the strongest lock on each table and view that is there before it
 * @param scans the tables that it reads whole under that lock
 * @param rewrites the tables that it writes anew under that lock
 */
public record Prediction(Map<ObjectName, LockMode> locks, Set<ObjectName> scans, Set<ObjectName> rewrites) {
    public Prediction {
        locks = sorted(locks);
        scans = sorted(scans);
        rewrites = sorted(rewrites);
    }

    private static Map<ObjectName, LockMode> sorted(Map<ObjectName, LockMode> locks) {
        if (locks.size() < 2) {
            return Map.copyOf(locks);
        }
        Map<ObjectName, LockMode> sorted = new TreeMap<>(ObjectName.ORDER);
        sorted.putAll(locks);
        return Collections.unmodifiableMap(sorted);
    }

    private static Set<ObjectName> sorted(Set<ObjectName> names) {
        if (names.size() < 2) {
            return Set.copyOf(names);
        }
        Set<ObjectName> sorted = new TreeSet<>(ObjectName.ORDER);
        sorted.addAll(names);
        return Collections.unmodifiableSet(sorted);
    }
}
