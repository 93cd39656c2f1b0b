package dev.bellows.schema;

import dev.bellows.sql.tree.CreateExtension;
import dev.bellows.sql.tree.CreatePolicy;
import dev.bellows.sql.tree.CreatePublication;
import dev.bellows.sql.tree.CreateRole;
import dev.bellows.sql.tree.CreateRule;
import dev.bellows.sql.tree.CreateSchema;
import dev.bellows.sql.tree.CreateSubscription;
import dev.bellows.sql.tree.CreateTrigger;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has a name, and of which nothing is kept but since when it is there. */
final class Others {
    private final Schema schema;
    private final Map<Key, Other> all = new LinkedHashMap<>();

    /** By table what belongs, or belonged, to it. */
    private final Map<ObjectName, Set<Key>> of = new HashMap<>();

    /**
     * What such a thing is known by.
     *
     * @param of the table of a trigger, a rule or a policy; null for all others
     */
    private record Key(
            ObjectKind kind, String name, @Nullable ObjectName of) {}

    /**
     * Such a thing.
     *
     * @param function what a trigger calls; null for all others
     */
    private record Other(@Nullable ObjectName function, int since) {}

    Others(Schema schema) {
        this.schema = schema;
    }

    void create(Statement statement) {
        if (statement instanceof CreateTrigger trigger) {
            Key key = of(ObjectKind.TRIGGER, trigger.name(), trigger.table());
            put(key, schema.resolveRoutine(trigger.function()));
        } else if (statement instanceof CreateRule rule) {
            put(of(ObjectKind.RULE, rule.name(), rule.table()), null);
        } else if (statement instanceof CreatePolicy policy) {
            put(of(ObjectKind.POLICY, policy.name(), policy.table()), null);
        } else if (statement instanceof CreateExtension extension) {
            put(new Key(ObjectKind.EXTENSION, extension.name().name(), null), null);
        } else if (statement instanceof CreatePublication publication) {
            put(new Key(ObjectKind.PUBLICATION, publication.name().name(), null), null);
        } else if (statement instanceof CreateSubscription subscription) {
            put(new Key(ObjectKind.SUBSCRIPTION, subscription.name().name(), null), null);
        } else if (statement instanceof CreateRole role) {
            put(new Key(ObjectKind.ROLE, role.name().name(), null), null);
        } else if (statement instanceof CreateSchema created) {
            @Nullable Identifier name = created.name() == null ? created.owner() : created.name();
            if (name != null) {
                put(new Key(ObjectKind.SCHEMA, name.name(), null), null);
            }
        }
    }

    /** One that is replaced, or made only if it is not there, has been there since it was made first. */
    private void put(Key key, @Nullable ObjectName function) {
        @Nullable Other before = all.get(key);
        keep(key, new Other(function, before == null ? schema.migration() : before.since()));
    }

    private void keep(Key key, Other other) {
        all.put(key, other);
        if (key.of() != null) {
            of.computeIfAbsent(key.of(), table -> new LinkedHashSet<>()).add(key);
        }
    }

    private Key of(ObjectKind kind, Identifier name, QualifiedName table) {
        return new Key(kind, name.name(), schema.resolve(table));
    }

    private @Nullable Key key(ObjectReference reference) {
        @Nullable QualifiedName name = reference.name();
        @Nullable QualifiedName table = reference.of();
        return name == null
                ? null
                : new Key(reference.kind(), name.name(), table == null ? null : schema.resolve(table));
    }

    /** Since when it is there; empty when no file of the folder makes it. */
    OptionalInt since(ObjectReference reference) {
        @Nullable Key key = key(reference);
        @Nullable Other other = key == null ? null : all.get(key);
        return other == null ? OptionalInt.empty() : OptionalInt.of(other.since());
    }

    void drop(Drop statement) {
        for (ObjectReference reference : statement.objects()) {
            @Nullable Key key = key(reference);
            if (key != null) {
                all.remove(key);
            }
        }
    }

    void rename(Rename statement) {
        @Nullable Key key = key(statement.object());
        @Nullable Other other = key == null || statement.part() != null ? null : all.remove(key);
        if (key != null && other != null) {
            keep(new Key(key.kind(), statement.to().name(), key.of()), other);
        }
    }

    /** With a table goes what belongs to it. */
    void gone(ObjectName table) {
        of.getOrDefault(table, Set.of()).forEach(all::remove);
        of.remove(table);
    }

    /** What belongs to a table belongs to it under its new name. */
    void moved(ObjectName from, ObjectName to) {
        for (Key key : of.getOrDefault(from, Set.of())) {
            @Nullable Other other = all.remove(key);
            if (other != null) {
                keep(new Key(key.kind(), key.name(), to), other);
            }
        }
        of.remove(from);
    }

    /** The triggers that call a function, in words. */
    List<String> triggers(ObjectName function) {
        return all.entrySet().stream()
                .filter(each -> function.equals(each.getValue().function()))
                .map(each -> "trigger " + each.getKey().name() + " on "
                        + each.getKey().of())
                .toList();
    }

    /** The tables with triggers that call a function. */
    Set<ObjectName> triggered(ObjectName function) {
        Set<ObjectName> tables = new LinkedHashSet<>();
        all.forEach((key, other) -> {
            if (function.equals(other.function()) && key.of() != null) {
                tables.add(key.of());
            }
        });
        return tables;
    }
}
