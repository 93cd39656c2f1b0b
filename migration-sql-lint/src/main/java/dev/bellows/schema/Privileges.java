package dev.bellows.schema;

import dev.bellows.sql.tree.Grant;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Privilege;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who was granted what, and since when. What owners and PUBLIC have by themselves, and what ON ALL … IN SCHEMA gives, is not
 * kept: nobody should conclude from its absence that somebody may not.
 */
final class Privileges {
    private static final String ALL = "ALL";

    private final Schema schema;
    private final Map<Target, Map<Held, Integer>> since = new HashMap<>();

    private record Target(ObjectKind kind, ObjectName name) {}

    private record Held(String role, String privilege) {}

    Privileges(Schema schema) {
        this.schema = schema;
    }

    void add(Grant statement) {
        if (statement.allInSchema() || statement.grantOption()) {
            return;
        }
        List<Held> parts = held(statement);
        for (Target target : targets(statement)) {
            Map<Held, Integer> there = since.computeIfAbsent(target, any -> new HashMap<>());
            for (Held held : parts) {
                if (!statement.revoke()) {
                    there.putIfAbsent(held, schema.migration());
                } else if (held.privilege().equals(ALL)) {
                    there.keySet().removeIf(other -> other.role().equals(held.role()));
                } else {
                    there.remove(held);
                }
            }
        }
    }

    /** What was granted on a table goes with it, or is about its new name. */
    void moved(ObjectName from, @Nullable ObjectName to) {
        @Nullable Map<Held, Integer> gone = since.remove(new Target(ObjectKind.TABLE, from));
        if (gone != null && to != null) {
            since.computeIfAbsent(new Target(ObjectKind.TABLE, to), any -> new HashMap<>())
                    .putAll(gone);
        }
    }

    /** Since when those who lose something have had it, for each part that is known; what nobody granted is not there. */
    List<Integer> lost(Grant revoke) {
        List<Integer> found = new ArrayList<>();
        List<Held> parts = held(revoke);
        for (Target target : targets(revoke)) {
            since.getOrDefault(target, Map.of()).forEach((other, granted) -> {
                for (Held held : parts) {
                    boolean covers = held.privilege().equals(ALL)
                            || other.privilege().equals(held.privilege())
                            || other.privilege().equals(ALL);
                    if (covers && other.role().equals(held.role())) {
                        found.add(granted);
                    }
                }
            });
        }
        return found;
    }

    private List<Target> targets(Grant statement) {
        List<Target> targets = new ArrayList<>();
        for (ObjectReference object : statement.objects()) {
            if (object.name() != null) {
                targets.add(new Target(object.kind(), name(object)));
            }
        }
        return targets;
    }

    private static List<Held> held(Grant statement) {
        List<Held> held = new ArrayList<>();
        for (Identifier role : statement.roles()) {
            for (Privilege privilege : statement.privileges()) {
                held.add(new Held(role.name(), written(privilege)));
            }
        }
        return held;
    }

    private ObjectName name(ObjectReference object) {
        return object.kind() == ObjectKind.TABLE && object.name() != null
                ? schema.resolve(object.name())
                : new ObjectName(ObjectName.PUBLIC, String.valueOf(object.name()));
    }

    private static String written(Privilege privilege) {
        return privilege.columns().isEmpty()
                ? privilege.name()
                : privilege.name()
                        + privilege.columns().stream().map(Identifier::name).toList();
    }
}
