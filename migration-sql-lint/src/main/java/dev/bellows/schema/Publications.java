package dev.bellows.schema;

import dev.bellows.sql.tree.AlterPublication;
import dev.bellows.sql.tree.CreatePublication;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tables are sent to subscribers: https://www.postgresql.org/docs/18/logical-replication-publication.html */
final class Publications {
    private final Schema schema;
    private final Map<String, Publication> all = new LinkedHashMap<>();

    private record Publication(boolean everything, Set<ObjectName> tables, Set<String> schemas) {}

    Publications(Schema schema) {
        this.schema = schema;
    }

    void create(CreatePublication statement) {
        all.put(
                statement.name().name(),
                new Publication(statement.allTables(), tables(statement.tables()), names(statement.schemas())));
    }

    void alter(AlterPublication statement) {
        String name = statement.name().name();
        @Nullable Publication before = all.get(name);
        if (before == null
                || (statement.tables().isEmpty() && statement.schemas().isEmpty())) {
            return;
        }
        Set<ObjectName> tables = tables(statement.tables());
        Set<String> schemas = names(statement.schemas());
        if (statement.action().equals("ADD")) {
            tables.addAll(before.tables());
            schemas.addAll(before.schemas());
        } else if (statement.action().equals("DROP")) {
            tables = without(before.tables(), tables);
            schemas = without(before.schemas(), schemas);
        }
        all.put(name, new Publication(before.everything(), tables, schemas));
    }

    void drop(Drop statement) {
        if (statement.kind() == ObjectKind.PUBLICATION) {
            statement.objects().forEach(each -> {
                if (each.name() != null) {
                    all.remove(each.name().name());
                }
            });
        }
    }

    void rename(Rename statement) {
        @Nullable QualifiedName name = statement.object().name();
        @Nullable
        Publication renamed =
                name == null || statement.kind() != ObjectKind.PUBLICATION ? null : all.remove(name.name());
        if (renamed != null) {
            all.put(statement.to().name(), renamed);
        }
    }

    /** A table is sent under its new name; null when it is gone. */
    void moved(ObjectName from, @Nullable ObjectName to) {
        all.replaceAll((name, publication) -> {
            if (!publication.tables().contains(from)) {
                return publication;
            }
            Set<ObjectName> tables = without(publication.tables(), Set.of(from));
            if (to != null) {
                tables.add(to);
            }
            return new Publication(publication.everything(), tables, publication.schemas());
        });
    }

    /** The names of those that send a table, or one that it is a part of. */
    Set<String> of(ObjectName table) {
        Set<String> found = new TreeSet<>();
        all.forEach((name, publication) -> {
            if (publication.everything()
                    || publication.tables().contains(table)
                    || publication.schemas().contains(table.schema())) {
                found.add(name);
            }
        });
        schema.table(table).ifPresent(each -> each.parents().forEach(parent -> found.addAll(of(parent))));
        return found;
    }

    /** The tables that one names; empty when no file of the folder makes it. */
    List<ObjectName> named(String publication) {
        @Nullable Publication found = all.get(publication);
        return found == null ? List.of() : new ArrayList<>(found.tables());
    }

    private Set<ObjectName> tables(List<QualifiedName> names) {
        return names.stream().map(schema::resolve).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> names(List<Identifier> names) {
        return names.stream().map(Identifier::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static <T> Set<T> without(Set<T> all, Set<T> gone) {
        Set<T> left = new LinkedHashSet<>(all);
        left.removeAll(gone);
        return left;
    }
}
