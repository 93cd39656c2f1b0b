package dev.bellows.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tables, views, indexes and sequences by their names, in the order in which they came. Keeps at hand which of them point to a
 * name, and which constraints tables have: a folder of many years has thousands of objects, and most statements are about one.
 */
final class Relations {
    private final Map<ObjectName, Kept> all = new LinkedHashMap<>();
    private final Pointers pointers = new Pointers();
    private final Map<ObjectName, Integer> constraints = new HashMap<>();
    private final Set<ObjectName> temporary = new HashSet<>();
    private int arrivals;

    /** What was looked for last, which is what is looked for next: many ask for the one object that a statement is about. */
    private @Nullable ObjectName lastAsked;

    private @Nullable SchemaObject lastFound;

    /**
     * An object.
     *
     * @param arrival how many came before it
     */
    private record Kept(int arrival, SchemaObject object) {}

    @SuppressWarnings("ReferenceEquality") // an equal name costs a search, and no more
    @Nullable
    SchemaObject get(ObjectName name) {
        if (name != lastAsked) {
            @Nullable Kept kept = all.get(name);
            lastFound = kept == null ? null : kept.object();
            lastAsked = name;
        }
        return lastFound;
    }

    boolean contains(ObjectName name) {
        return get(name) != null;
    }

    /** In place of the one of its name, or as the last one. */
    @SuppressWarnings("ReferenceEquality") // an equal object costs some work, and no more
    void put(SchemaObject object) {
        ObjectName name = object.name();
        @Nullable Kept kept = all.get(name);
        @Nullable SchemaObject before = kept == null ? null : kept.object();
        if (before == object) {
            return;
        }
        int arrival = kept == null ? arrivals++ : kept.arrival();
        all.put(name, new Kept(arrival, object));
        lastAsked = null;
        if (before == null && name.schema().equals(ObjectName.TEMPORARY)) {
            temporary.add(name);
        }
        if (before == null || !samePointers(before, object)) {
            if (before != null) {
                pointers.remove(arrival, before);
            }
            pointers.add(arrival, object);
        }
        constrain(before, object);
    }

    @Nullable
    SchemaObject remove(ObjectName name) {
        @Nullable Kept removed = all.remove(name);
        if (removed == null) {
            return null;
        }
        lastAsked = null;
        temporary.remove(name);
        pointers.remove(removed.arrival(), removed.object());
        constrain(removed.object(), null);
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
        return pointingTo(name, type, any -> true);
    }

    /** Some of those of a type that point to a name, in their order. */
    <T extends SchemaObject> List<T> pointingTo(ObjectName name, Class<T> type, Predicate<T> some) {
        Collection<ObjectName> names = pointers.to(name, type);
        if (names.isEmpty()) {
            return List.of();
        }
        List<T> objects = new ArrayList<>(names.size());
        for (ObjectName each : names) {
            T object = type.cast(Objects.requireNonNull(all.get(each)).object());
            if (some.test(object)) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** Those of all types that point to a name, in their order. */
    List<SchemaObject> pointingTo(ObjectName name) {
        List<SchemaObject> objects = new ArrayList<>();
        for (ObjectName each : pointers.to(name)) {
            objects.add(Objects.requireNonNull(all.get(each)).object());
        }
        return objects;
    }

    /** Whether a table of a schema has a constraint of a name. */
    boolean constraint(ObjectName name) {
        return constraints.containsKey(name);
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

    private static boolean samePointers(SchemaObject before, SchemaObject now) {
        if (before instanceof Table one && now instanceof Table other) {
            boolean sameLists = one.constraints() == other.constraints() && one.parents() == other.parents();
            return sameLists || one.pointsTo().equals(other.pointsTo());
        }
        return before.getClass() == now.getClass() && before.pointsTo().equals(now.pointsTo());
    }

    /** A table has its constraints of now and no longer those of before; what both lists begin with stays as it is. */
    private void constrain(@Nullable SchemaObject before, @Nullable SchemaObject now) {
        List<SchemaConstraint> had = before instanceof Table table ? table.constraints() : List.of();
        List<SchemaConstraint> has = now instanceof Table table ? table.constraints() : List.of();
        int same = had == has ? has.size() : sameFirst(had, has);
        for (int i = same; before != null && i < had.size(); i++) {
            constraints.computeIfPresent(
                    before.name().called(had.get(i).name()), (name, count) -> count == 1 ? null : count - 1);
        }
        for (int i = same; now != null && i < has.size(); i++) {
            constraints.merge(now.name().called(has.get(i).name()), 1, Integer::sum);
        }
    }

    @SuppressWarnings("ReferenceEquality") // an equal one costs some work, and no more
    private static int sameFirst(List<SchemaConstraint> had, List<SchemaConstraint> has) {
        int same = 0;
        while (same < had.size() && same < has.size() && had.get(same) == has.get(same)) {
            same++;
        }
        return same;
    }
}
