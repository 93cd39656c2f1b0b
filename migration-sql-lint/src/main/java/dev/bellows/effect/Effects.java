package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gathers what the parts of a statement do. */
final class Effects {
    private final Map<ObjectName, LockMode> locks = new HashMap<>();
    private final Set<ObjectName> scans = new HashSet<>();
    private final Set<ObjectName> rewrites = new HashSet<>();

    void lock(ObjectName name, LockMode mode) {
        locks.merge(name, mode, LockMode::and);
    }

    void scan(ObjectName name) {
        scans.add(name);
    }

    void rewrite(ObjectName name) {
        rewrites.add(name);
    }

    Prediction prediction() {
        // What is written anew is read for that.
        scans.removeAll(rewrites);
        return new Prediction(locks, scans, rewrites);
    }
}
