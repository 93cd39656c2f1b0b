package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Gathers what the parts of a statement do. Most statements do little: there is a map or set when something is in it. */
final class Effects {
    private Map<ObjectName, LockMode> locks = Map.of();
    private Set<ObjectName> scans = Set.of();
    private Set<ObjectName> rewrites = Set.of();

    void lock(ObjectName name, LockMode mode) {
        if (locks.isEmpty()) {
            locks = new TreeMap<>(ObjectName.ORDER);
        }
        locks.merge(name, mode, LockMode::and);
    }

    void scan(ObjectName name) {
        scans = with(scans, name);
    }

    void rewrite(ObjectName name) {
        rewrites = with(rewrites, name);
    }

    private static Set<ObjectName> with(Set<ObjectName> names, ObjectName name) {
        Set<ObjectName> more = names.isEmpty() ? new TreeSet<>(ObjectName.ORDER) : names;
        more.add(name);
        return more;
    }

    Prediction prediction() {
        if (!scans.isEmpty() && !rewrites.isEmpty()) {
            // What is written anew is read for that.
            scans.removeAll(rewrites);
        }
        return new Prediction(locks, scans, rewrites);
    }
}
