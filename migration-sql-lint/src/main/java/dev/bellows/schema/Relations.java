package dev.bellows.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tables, views, indexes and sequences by their names, in the order in which they came. Keeps at hand which of them point to a
 * name, and which tables have a constraint of a name: a folder of many years has thousands of objects, and most statements are
 * about one.
 */
final class Relations {
    private final Map<ObjectName, Kept> all = new LinkedHashMap<>();
    private final Map<ObjectName, Set<ObjectName>> pointing = new HashMap<>();
    private final Map<ObjectName, Set<ObjectName>> constrained = new HashMap<>();
    private final Set<ObjectName> temporary = new HashSet<>();
    private int arrivals;

    /**
     * An object.
     *
     * @param arrival how many came before it
     */
    private record Kept(int arrival, SchemaObject object) {}

    @Nullable
    SchemaObject get(ObjectName name) {
        @Nullable Kept kept = all.get(name);
        return kept == null ? null : kept.object();
    }

    boolean contains(ObjectName name) {
        return all.containsKey(name);
    }

    /** In place of the one of its name, or as the last one. */
    void put(SchemaObject object) {
        ObjectName name = object.name();
        @Nullable Kept before = all.get(name);
        all.put(name, new Kept(before == null ? arrivals++ : before.arrival(), object));
        if (before == null && name.schema().equals(ObjectName.TEMPORARY)) {
            temporary.add(name);
        }
        if (before == null || !samePointers(before.object(), object)) {
            if (before != null) {
                forget(before.object());
            }
            remember(object);
        }
    }

    @Nullable
    SchemaObject remove(ObjectName name) {
        @Nullable Kept removed = all.remove(name);
        if (removed == null) {
            return null;
        }
        temporary.remove(name);
        forget(removed.object());
        return removed.object();
    }

    /** Whether anything goes with its session. */
    boolean hasTemporary() {
        return !temporary.isEmpty();
    }

    /** What goes with its session goes. */
    void removeTemporary() {
        List.copyOf(temporary).forEach(this::remove);
    }

    /** Those of a type that point to a name, in their order. */
    <T extends SchemaObject> List<T> pointingTo(ObjectName name, Class<T> type) {
        Set<ObjectName> names = pointing.getOrDefault(name, Set.of());
        if (names.isEmpty()) {
            return List.of();
        }
        List<Kept> found = new ArrayList<>(names.size());
        for (ObjectName each : names) {
            Kept kept = Objects.requireNonNull(all.get(each));
            if (type.isInstance(kept.object())) {
                found.add(kept);
            }
        }
        found.sort(Comparator.comparingInt(Kept::arrival));
        List<T> objects = new ArrayList<>(found.size());
        found.forEach(kept -> objects.add(type.cast(kept.object())));
        return objects;
    }

    /** Whether a table of a schema has a constraint of a name. */
    boolean constraint(ObjectName name) {
        return constrained.containsKey(name);
    }

    /** Those of a type, in their order. */
    <T extends SchemaObject> List<T> all(Class<T> type) {
        List<T> objects = new ArrayList<>();
        for (Kept kept : all.values()) {
            if (type.isInstance(kept.object())) {
                objects.add(type.cast(kept.object()));
            }
        }
        return objects;
    }

    Set<ObjectName> names() {
        return all.keySet();
    }

    /** Lists that nobody changed are the same objects. */
    private static boolean samePointers(SchemaObject before, SchemaObject now) {
        if (before instanceof Table one && now instanceof Table other) {
            return one.constraints() == other.constraints() && one.parents() == other.parents();
        }
        return before.pointsTo().equals(now.pointsTo());
    }

    private void remember(SchemaObject object) {
        for (ObjectName to : object.pointsTo()) {
            pointing.computeIfAbsent(to, any -> new HashSet<>()).add(object.name());
        }
        if (object instanceof Table table) {
            for (SchemaConstraint constraint : table.constraints()) {
                constrained
                        .computeIfAbsent(table.name().called(constraint.name()), any -> new HashSet<>())
                        .add(table.name());
            }
        }
    }

    private void forget(SchemaObject object) {
        object.pointsTo().forEach(to -> forget(pointing, to, object.name()));
        if (object instanceof Table table) {
            table.constraints()
                    .forEach(constraint -> forget(constrained, table.name().called(constraint.name()), table.name()));
        }
    }

    private static void forget(Map<ObjectName, Set<ObjectName>> map, ObjectName key, ObjectName gone) {
        @Nullable Set<ObjectName> names = map.get(key);
        if (names != null && names.remove(gone) && names.isEmpty()) {
            map.remove(key);
        }
    }
}
