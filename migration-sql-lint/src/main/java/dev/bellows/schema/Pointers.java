package dev.bellows.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which objects point to a name, in the order in which they came. */
final class Pointers {
    private static final List<Class<? extends SchemaObject>> TYPES =
            List.of(Table.class, View.class, Index.class, Sequence.class);
    private static final NavigableMap<Integer, ObjectName> NONE = Collections.emptyNavigableMap();

    private final Map<To, NavigableMap<Integer, ObjectName>> all = new HashMap<>();

    /**
     * What objects of one type point to: a table with thousands of views is asked for its partitions with every statement.
     *
     * @param type of those that point to it
     */
    private record To(ObjectName name, Class<? extends SchemaObject> type) {
        /** Written out: what a record brings by itself is slow until it is compiled. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof To that && type == that.type && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + type.hashCode();
        }
    }

    /**
     * An object points to what it says.
     *
     * @param arrival how many came before it
     */
    void add(int arrival, SchemaObject object) {
        for (ObjectName to : object.pointsTo()) {
            all.computeIfAbsent(new To(to, object.getClass()), any -> new TreeMap<>())
                    .put(arrival, object.name());
        }
    }

    /** It does no longer. */
    void remove(int arrival, SchemaObject object) {
        for (ObjectName name : object.pointsTo()) {
            To to = new To(name, object.getClass());
            @Nullable NavigableMap<Integer, ObjectName> names = all.get(to);
            if (names != null && names.remove(arrival) != null && names.isEmpty()) {
                all.remove(to);
            }
        }
    }

    /** Those of a type that point to a name. */
    Collection<ObjectName> to(ObjectName name, Class<? extends SchemaObject> type) {
        @Nullable NavigableMap<Integer, ObjectName> names = all.get(new To(name, type));
        return names == null ? List.of() : names.values();
    }

    /** Those of all types that point to a name. */
    List<ObjectName> to(ObjectName name) {
        NavigableMap<Integer, ObjectName> names = new TreeMap<>();
        for (Class<? extends SchemaObject> type : TYPES) {
            names.putAll(all.getOrDefault(new To(name, type), NONE));
        }
        return new ArrayList<>(names.values());
    }
}
