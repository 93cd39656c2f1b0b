package dev.bellows.protocol;

import java.util.ArrayList;
import java.util.List;

/**
 * One state of everything.
 *
 * @param backends one for each runner, then the old one of each whose client is gone; behind a pooler the first two are shared
 * @param faults how many things may go wrong yet
 */
record World(Database db, List<Runner> runners, List<Backend> backends, List<Instance> instances, int faults) {
    static final int EXPAND = 1;
    static final int OUTSIDE = 2;
    static final int CONTRACT = 3;

    Runner runner(int number) {
        return runners.get(number);
    }

    Backend backend(int slot) {
        return backends.get(slot);
    }

    Instance old() {
        return instances.get(0);
    }

    World db(Database now) {
        return new World(now, runners, backends, instances, faults);
    }

    World runner(int number, Runner now) {
        return new World(db, with(runners, number, now), backends, instances, faults);
    }

    World backend(int slot, Backend now) {
        return new World(db, runners, with(backends, slot, now), instances, faults);
    }

    World instance(int number, Instance now) {
        return new World(db, runners, backends, with(instances, number, now), faults);
    }

    World fault() {
        return new World(db, runners, backends, instances, faults - 1);
    }

    private static <T> List<T> with(List<T> all, int index, T now) {
        List<T> changed = new ArrayList<>(all);
        changed.set(index, now);
        return List.copyOf(changed);
    }

    /** Whether nobody else would wait for the head's row. */
    boolean headIsFree() {
        for (Backend backend : backends) {
            if (backend.head()) {
                return false;
            }
        }
        return true;
    }

    boolean lockIsFreeFor(int slot) {
        for (int i = 0; i < backends.size(); i++) {
            if (i != slot && backends.get(i).hasLock()) {
                return false;
            }
        }
        return true;
    }

    boolean rowIsTaken() {
        for (Backend backend : backends) {
            if (backend.row()) {
                return true;
            }
        }
        return false;
    }

    boolean rowIsShared() {
        for (Instance instance : instances) {
            if (instance.at() == Instance.At.ENTERING) {
                return true;
            }
        }
        return false;
    }

    /** What a COMMIT does. */
    World commit(int slot) {
        Backend backend = backend(slot);
        Database now = db;
        if (backend.effect() != 0) {
            now = now.withEffect(backend.effect());
        }
        Entry entry = backend.writes();
        if (entry != null) {
            now = now.with(entry);
        }
        return db(now).backend(slot, backend.idle());
    }
}
