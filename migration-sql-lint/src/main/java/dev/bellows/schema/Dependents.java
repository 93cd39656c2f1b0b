package dev.bellows.schema;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands on an object, and on what stands on it. */
final class Dependents {
    private final Schema schema;

    Dependents(Schema schema) {
        this.schema = schema;
    }

    /** In words: {@code view active_users}, {@code constraint orders_user_fkey on orders}. */
    List<String> of(ObjectName name, @Nullable String column) {
        List<String> words = new ArrayList<>();
        views(name, column)
                .forEach(view -> words.add((schema.object(view).orElse(null) instanceof View each && each.materialized()
                                ? "materialized view "
                                : "view ")
                        + view));
        for (Table table : schema.referrers(name)) {
            for (SchemaConstraint constraint : table.constraints()) {
                if (!table.name().equals(name) && points(constraint, name, column)) {
                    words.add("constraint " + constraint.name() + " on " + table.name());
                }
            }
        }
        return words;
    }

    /** The views that read it, and those that read these. */
    Set<ObjectName> views(ObjectName name, @Nullable String column) {
        Set<ObjectName> found = new LinkedHashSet<>();
        for (View view : schema.viewsOf(name)) {
            boolean reads = column == null || Reads.column(view.query(), column);
            if (reads && found.add(view.name())) {
                found.addAll(views(view.name(), null));
            }
        }
        return found;
    }

    /** The tables with foreign keys to it. */
    Set<ObjectName> tables(ObjectName name, @Nullable String column) {
        Set<ObjectName> found = new LinkedHashSet<>();
        for (Table table : schema.referrers(name)) {
            if (table.constraints().stream().anyMatch(constraint -> points(constraint, name, column))) {
                found.add(table.name());
            }
        }
        return found;
    }

    /** A foreign key that names no columns points to the primary key. */
    boolean points(SchemaConstraint constraint, ObjectName name, @Nullable String column) {
        if (!Objects.equals(constraint.references(), name)) {
            return false;
        }
        List<String> referenced = constraint.referencedColumns().isEmpty()
                ? schema.table(name)
                        .flatMap(Table::primaryKey)
                        .map(SchemaConstraint::columns)
                        .orElse(List.of())
                : constraint.referencedColumns();
        return column == null || referenced.contains(column);
    }
}
