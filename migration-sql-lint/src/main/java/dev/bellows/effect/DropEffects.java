package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import org.jspecify.annotations.Nullable;

/** What DROP locks. */
final class DropEffects {
    private final Schema schema;
    private final Effects effects;

    DropEffects(Schema schema, Effects effects) {
        this.schema = schema;
        this.effects = effects;
    }

    void drop(Drop drop) {
        for (ObjectReference reference : drop.objects()) {
            @Nullable QualifiedName name = reference.name();
            if (name == null) {
                continue;
            }
            switch (drop.kind()) {
                case TABLE, FOREIGN_TABLE -> table(schema.resolve(name));
                case VIEW, MATERIALIZED_VIEW -> relation(schema.resolve(name));
                case INDEX -> index(schema.resolve(name), drop.concurrently());
                case TYPE, DOMAIN -> type(schema.resolveType(name), drop.cascade());
                case TRIGGER, RULE, POLICY -> {
                    if (reference.of() != null && !absent(drop, name, reference.of())) {
                        exclusive(schema.resolve(reference.of()));
                    }
                }
                case FUNCTION, ROUTINE -> {
                    if (drop.cascade()) {
                        schema.triggered(schema.resolveRoutine(name)).forEach(this::exclusive);
                    }
                }
                default -> {
                    // No table is locked.
                }
            }
        }
    }

    /** Whether it is a trigger that is certainly not there, which makes the statement do nothing. */
    private boolean absent(Drop drop, QualifiedName trigger, QualifiedName of) {
        return drop.ifExists()
                && drop.kind() == ObjectKind.TRIGGER
                && schema.table(of)
                        .filter(table -> table.whole() && !table.triggers().contains(trigger.name()))
                        .isPresent();
    }

    /** With it go its partitions, the views that read it and the foreign keys that point to it, under locks on their tables. */
    private void table(ObjectName name) {
        relation(name);
        schema.children(name).forEach(child -> table(child.name()));
        // A partition is taken out of its table.
        schema.table(name)
                .filter(Table::partition)
                .ifPresent(partition -> partition.parents().forEach(this::wholeOf));
        schema.table(name).ifPresent(table -> table.constraints().stream()
                .map(SchemaConstraint::references)
                .forEach(referenced -> {
                    if (referenced != null) {
                        exclusive(referenced);
                    }
                }));
        schema.referrers(name).forEach(other -> exclusive(other.name()));
    }

    /** What the default partition takes changes with it. */
    private void wholeOf(ObjectName whole) {
        exclusive(whole);
        schema.children(whole).stream().filter(Table::defaultPartition).forEach(child -> exclusive(child.name()));
    }

    private void relation(ObjectName name) {
        exclusive(name);
        schema.viewsOf(name).forEach(view -> relation(view.name()));
    }

    /** CASCADE drops the columns that have it. */
    private void type(ObjectName name, boolean cascade) {
        for (Table table : schema.tables()) {
            boolean used = table.columns().stream()
                    .anyMatch(column -> column.type() != null
                            && schema.type(column.type())
                                    .map(type -> type.name().equals(name))
                                    .orElse(false));
            if (cascade && used) {
                exclusive(table.name());
            }
        }
    }

    private void index(ObjectName name, boolean concurrently) {
        schema.index(name)
                .ifPresent(index -> effects.lock(
                        index.table(), concurrently ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE));
    }

    private void exclusive(ObjectName name) {
        effects.lock(name, LockMode.ACCESS_EXCLUSIVE);
    }
}
