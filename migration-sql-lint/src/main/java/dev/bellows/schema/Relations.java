package dev.bellows.schema;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables, views, indexes and sequences by their names, in the order in which they came. Keeps at hand which of them point to a
 * name, and which tables have a constraint of a name: a folder of many years has thousands of objects, and most statements are
 * about one.
 */
final class Relations {
    private static final List<Class<? extends SchemaObject>> TYPES =
            List.of(Table.class, View.class, Index.class, Sequence.class);
    private static final NavigableMap<Integer, ObjectName> NO_NAMES = Collections.emptyNavigableMap();

    private final Map<ObjectName, Kept> all = new LinkedHashMap<>();
    private final Map<Pointed, NavigableMap<Integer, ObjectName>> pointing = new HashMap<>();
    private final Map<ObjectName, Set<ObjectName>> constrained = new HashMap<>();
    private final Set<ObjectName> temporary = new HashSet<>();
    private int arrivals;

    /**
     * An object.
     *
     * @param arrival how many came before it
     */
    private record Kept(int arrival, SchemaObject object) {}

    /**
     * What objects of one type point to: a table with thousands of views is asked for its partitions with every statement.
     *
     * @param from the type of those that point to it
     */
    private record Pointed(ObjectName name, Class<? extends SchemaObject> from) {}

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
        Kept kept = new Kept(before == null ? arrivals++ : before.arrival(), object);
        all.put(name, kept);
        if (before == null && name.schema().equals(ObjectName.TEMPORARY)) {
            temporary.add(name);
        }
        if (before == null || !samePointers(before.object(), object)) {
            if (before != null) {
                forget(before);
            }
            remember(kept);
        }
    }

    @Nullable
    SchemaObject remove(ObjectName name) {
        @Nullable Kept removed = all.remove(name);
        if (removed == null) {
            return null;
        }
        temporary.remove(name);
        forget(removed);
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
        @Nullable NavigableMap<Integer, ObjectName> names = pointing.get(new Pointed(name, type));
        if (names == null) {
            return List.of();
        }
        List<T> objects = new ArrayList<>(names.size());
        for (ObjectName each : names.values()) {
            objects.add(type.cast(Objects.requireNonNull(get(each))));
        }
        return objects;
    }

    /** Those of all types that point to a name, in their order. */
    List<SchemaObject> pointingTo(ObjectName name) {
        NavigableMap<Integer, ObjectName> names = new TreeMap<>();
        for (Class<? extends SchemaObject> type : TYPES) {
            names.putAll(pointing.getOrDefault(new Pointed(name, type), NO_NAMES));
        }
        List<SchemaObject> objects = new ArrayList<>(names.size());
        for (ObjectName each : names.values()) {
            objects.add(Objects.requireNonNull(get(each)));
        }
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
        return before.getClass() == now.getClass() && before.pointsTo().equals(now.pointsTo());
    }

    private void remember(Kept kept) {
        SchemaObject object = kept.object();
        for (ObjectName to : object.pointsTo()) {
            pointing.computeIfAbsent(new Pointed(to, object.getClass()), any -> new TreeMap<>())
                    .put(kept.arrival(), object.name());
        }
        if (object instanceof Table table) {
            for (SchemaConstraint constraint : table.constraints()) {
                constrained
                        .computeIfAbsent(table.name().called(constraint.name()), any -> new HashSet<>())
                        .add(table.name());
            }
        }
    }

    private void forget(Kept kept) {
        SchemaObject object = kept.object();
        for (ObjectName to : object.pointsTo()) {
            Pointed pointed = new Pointed(to, object.getClass());
            @Nullable NavigableMap<Integer, ObjectName> names = pointing.get(pointed);
            if (names != null && names.remove(kept.arrival()) != null && names.isEmpty()) {
                pointing.remove(pointed);
            }
        }
        if (object instanceof Table table) {
            for (SchemaConstraint constraint : table.constraints()) {
                forget(table.name().called(constraint.name()), table.name());
            }
        }
    }

    private void forget(ObjectName constraint, ObjectName table) {
        @Nullable Set<ObjectName> tables = constrained.get(constraint);
        if (tables != null && tables.remove(table) && tables.isEmpty()) {
            constrained.remove(constraint);
        }
    }
}
