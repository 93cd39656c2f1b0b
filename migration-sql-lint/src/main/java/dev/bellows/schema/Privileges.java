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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who was granted what, and since when. What owners and PUBLIC have by themselves, and what ON ALL … IN SCHEMA gives, is not
 * kept: nobody should conclude from its absence that somebody may not.
 */
final class Privileges {
    private static final String ALL = "ALL";

    private final Schema schema;
    private final Map<Key, Integer> since = new HashMap<>();

    private record Key(String role, ObjectKind kind, ObjectName object, String privilege) {}

    Privileges(Schema schema) {
        this.schema = schema;
    }

    void add(Grant statement) {
        if (statement.allInSchema() || statement.grantOption()) {
            return;
        }
        for (Key key : keys(statement)) {
            if (!statement.revoke()) {
                since.putIfAbsent(key, schema.migration());
            } else if (key.privilege().equals(ALL)) {
                since.keySet().removeIf(other -> sameBut(other, key));
            } else {
                since.remove(key);
            }
        }
    }

    /** What was granted on a table goes with it, or is about its new name. */
    void moved(ObjectName from, @Nullable ObjectName to) {
        for (Key key : List.copyOf(since.keySet())) {
            if (key.kind() == ObjectKind.TABLE && key.object().equals(from)) {
                int granted = Objects.requireNonNull(since.remove(key));
                if (to != null) {
                    since.put(new Key(key.role(), key.kind(), to, key.privilege()), granted);
                }
            }
        }
    }

    /** Since when those who lose something have had it, for each part that is known; what nobody granted is not there. */
    List<Integer> lost(Grant revoke) {
        List<Integer> found = new ArrayList<>();
        for (Key key : keys(revoke)) {
            since.forEach((other, granted) -> {
                boolean covers = key.privilege().equals(ALL)
                        || other.privilege().equals(key.privilege())
                        || other.privilege().equals(ALL);
                if (covers && sameBut(other, key)) {
                    found.add(granted);
                }
            });
        }
        return found;
    }

    private static boolean sameBut(Key one, Key other) {
        return one.role().equals(other.role())
                && one.kind() == other.kind()
                && one.object().equals(other.object());
    }

    private List<Key> keys(Grant statement) {
        List<Key> keys = new ArrayList<>();
        for (Identifier role : statement.roles()) {
            for (ObjectReference object : statement.objects()) {
                for (Privilege privilege : statement.privileges()) {
                    if (object.name() != null) {
                        keys.add(new Key(role.name(), object.kind(), name(object), written(privilege)));
                    }
                }
            }
        }
        return keys;
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
