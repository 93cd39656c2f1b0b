package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.ExcludeConstraint;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.ValidateConstraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What constraints cost that come, are validated, or go. */
final class ConstraintEffects {
    private final Schema schema;
    private final Effects effects;

    ConstraintEffects(Schema schema, Effects effects) {
        this.schema = schema;
        this.effects = effects;
    }

    void constraint(ObjectName name, Constraint constraint) {
        boolean valid = !constraint.attributes().notValid();
        if (constraint instanceof ForeignKeyConstraint key) {
            foreignKey(name, key, valid);
        } else if (constraint instanceof CheckConstraint
                && valid
                && !constraint.attributes().notEnforced()) {
            stored(name).forEach(effects::scan);
        } else if (constraint instanceof NotNullConstraint required && valid && required.column() != null) {
            if (!new NotNullProofs(schema).proven(name, required.column().name())) {
                stored(name).forEach(effects::scan);
            }
        } else if (constraint instanceof KeyConstraint key) {
            boolean nullable = key.primary() && new NotNullProofs(schema).nullable(name, key);
            if (key.index() == null || nullable) {
                stored(name).forEach(effects::scan);
            }
        } else if (constraint instanceof ExcludeConstraint) {
            effects.scan(name);
        }
    }

    void foreignKey(ObjectName name, ForeignKeyConstraint key, boolean valid) {
        effects.lock(schema.resolve(key.table()), LockMode.SHARE_ROW_EXCLUSIVE);
        boolean enforced = !key.attributes().notEnforced();
        if (valid && enforced) {
            stored(name).forEach(effects::scan);
        }
    }

    void validate(ObjectName name, ValidateConstraint validate) {
        schema.table(name)
                .flatMap(table -> table.constraint(validate.constraint().name()))
                .filter(constraint -> !constraint.validated())
                .ifPresent(constraint -> {
                    effects.scan(name);
                    if (constraint.references() != null) {
                        effects.lock(constraint.references(), LockMode.ROW_SHARE);
                    }
                });
    }

    void referenced(ObjectName name, DropConstraint drop) {
        schema.table(name)
                .flatMap(table -> table.constraint(drop.constraint().name()))
                .map(SchemaConstraint::references)
                .ifPresent(referenced -> effects.lock(referenced, LockMode.ACCESS_EXCLUSIVE));
    }

    /** With it go its foreign keys, under a lock on what they point to, and under CASCADE what stands on it. */
    void dropped(ObjectName name, DropColumn drop) {
        String column = drop.column().name();
        schema.table(name).ifPresent(table -> table.constraints().stream()
                .filter(constraint -> constraint.columns().contains(column))
                .map(SchemaConstraint::references)
                .forEach(this::exclusive));
        if (drop.cascade()) {
            schema.readers(name, column).forEach(this::exclusive);
            schema.referrers(name, column).forEach(this::exclusive);
        }
    }

    private void exclusive(@Nullable ObjectName name) {
        if (name != null) {
            effects.lock(name, LockMode.ACCESS_EXCLUSIVE);
        }
    }

    /** Where rows are: not in a table that only has partitions, nor in one on another server. */
    Set<ObjectName> stored(ObjectName name) {
        boolean elsewhere = schema.table(name)
                .map(table -> table.kind() != Table.Kind.ORDINARY)
                .orElse(false);
        return elsewhere ? Set.of() : Set.of(name);
    }
}
