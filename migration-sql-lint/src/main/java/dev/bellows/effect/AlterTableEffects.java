package dev.bellows.effect;

import dev.bellows.schema.Column;
import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.AttachPartition;
import dev.bellows.sql.tree.ChangeInheritance;
import dev.bellows.sql.tree.ClusterOn;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.DetachPartition;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.Option;
import dev.bellows.sql.tree.PartitionBound;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.SetAccessMethod;
import dev.bellows.sql.tree.SetColumnOptions;
import dev.bellows.sql.tree.SetExpression;
import dev.bellows.sql.tree.SetLogged;
import dev.bellows.sql.tree.SetNotNull;
import dev.bellows.sql.tree.SetParameters;
import dev.bellows.sql.tree.SetStatistics;
import dev.bellows.sql.tree.SetTablespace;
import dev.bellows.sql.tree.SwitchTrigger;
import dev.bellows.sql.tree.ValidateConstraint;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What ALTER TABLE does, action by action: https://www.postgresql.org/docs/18/sql-altertable.html and, for the locks,
 * {@code AlterTableGetLockLevel} of PostgreSQL's tablecmds.c.
 */
final class AlterTableEffects {
    /** Parameters that need a lock that stops everybody; the others only keep maintenance out. */
    private static final Set<String> STRONG = Set.of(
            "user_catalog_table", "security_barrier", "security_invoker", "check_option", "vacuum_index_cleanup_mode");

    private static final int LOCKS_PARTITIONS_FOR_KEYS = 18;

    private final Schema schema;
    private final int major;
    private final Effects effects;
    private final ConstraintEffects constraints;

    AlterTableEffects(Schema schema, int major, Effects effects) {
        this.schema = schema;
        this.major = major;
        this.effects = effects;
        this.constraints = new ConstraintEffects(schema, effects);
    }

    void alter(AlterTable statement) {
        ObjectName name = schema.resolve(statement.relation().name());
        @Nullable Index index = schema.index(name).orElse(null);
        if (index != null) {
            statement.actions().forEach(action -> {
                if (action instanceof AttachPartition attach) {
                    new ObjectEffects(schema, major, effects).attach(index, attach);
                }
            });
            return;
        }
        boolean withChildren = !statement.relation().only();
        statement.actions().forEach(action -> action(name, action, mode(action), withChildren));
    }

    private void action(ObjectName name, AlterTableAction action, LockMode mode, boolean withChildren) {
        effects.lock(name, mode);
        if (action instanceof AddConstraint add) {
            constraints.constraint(name, add.constraint());
        } else if (action instanceof AttachPartition attach && attach.bound() != null) {
            attach(name, attach, attach.bound());
        } else if (action instanceof DetachPartition detach) {
            effects.lock(schema.resolve(detach.partition()), mode);
            defaultPartition(name, detach.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
        } else if (action instanceof ChangeInheritance change) {
            inherit(change);
        } else if (action instanceof ValidateConstraint validate) {
            constraints.validate(name, validate);
        } else if (action instanceof DropConstraint drop) {
            constraints.referenced(name, drop);
        } else if (action instanceof DropColumn drop) {
            constraints.dropped(name, drop);
        } else {
            columns(name, action);
        }
        if (withChildren && reachesChildren(action)) {
            for (Table child : schema.children(name)) {
                action(child.name(), action, modeOfChild(action), true);
            }
        }
    }

    /** A key's index is built on each partition, as any other; since 18 under the lock of the whole. */
    private LockMode modeOfChild(AlterTableAction action) {
        boolean key = action instanceof AddConstraint add && add.constraint() instanceof KeyConstraint;
        return key && major < LOCKS_PARTITIONS_FOR_KEYS ? LockMode.SHARE : mode(action);
    }

    private void columns(ObjectName name, AlterTableAction action) {
        if (action instanceof AddColumn add && !there(name, add)) {
            if (new Defaults(schema).rewrites(add.column())) {
                constraints.stored(name).forEach(effects::rewrite);
            } else if (new Defaults(schema).scans(add.column())) {
                constraints.stored(name).forEach(effects::scan);
            }
            Constraint key = new Defaults(schema).foreignKey(add.column());
            if (key instanceof ForeignKeyConstraint foreign) {
                constraints.foreignKey(name, foreign, new Defaults(schema).lookedUp(add.column()));
            }
        } else if (action instanceof AlterColumnType change) {
            TypeChanges changes = new TypeChanges(schema);
            if (changes.rewrites(name, change)) {
                constraints.stored(name).forEach(effects::rewrite);
            } else if (schema.indexes(name).stream().anyMatch(index -> changes.rebuilds(index, change))) {
                constraints.stored(name).forEach(effects::scan);
            }
        } else if (action instanceof SetNotNull set) {
            if (!new NotNullProofs(schema).proven(name, set.column().name())) {
                constraints.stored(name).forEach(effects::scan);
            }
        } else if (action instanceof SetExpression set) {
            if (!virtual(name, set)) {
                constraints.stored(name).forEach(effects::rewrite);
            }
        } else if (action instanceof SetLogged logged) {
            if (!already(name, logged)) {
                constraints.stored(name).forEach(effects::rewrite);
            }
        } else if (action instanceof SetTablespace || action instanceof SetAccessMethod) {
            constraints.stored(name).forEach(effects::rewrite);
        }
    }

    private boolean virtual(ObjectName name, SetExpression set) {
        return schema.table(name)
                .flatMap(table -> table.column(set.column().name()))
                .map(column -> column.generation() == Column.Generation.VIRTUAL)
                .orElse(false);
    }

    /** What is as it shall be stays where it is. */
    private boolean already(ObjectName name, SetLogged logged) {
        Persistence wanted = logged.logged() ? Persistence.PERMANENT : Persistence.UNLOGGED;
        return schema.table(name)
                .filter(Table::whole)
                .map(table -> table.persistence() == wanted)
                .orElse(false);
    }

    private boolean there(ObjectName name, AddColumn add) {
        return add.ifNotExists()
                && schema.table(name)
                        .flatMap(table -> table.column(add.column().name().name()))
                        .isPresent();
    }

    private LockMode mode(AlterTableAction action) {
        if (action instanceof SetStatistics
                || action instanceof SetColumnOptions
                || action instanceof ClusterOn
                || action instanceof ValidateConstraint
                || (action instanceof AttachPartition attach && attach.bound() != null)
                || (action instanceof DetachPartition detach && (detach.concurrently() || detach.finalizing()))) {
            return LockMode.SHARE_UPDATE_EXCLUSIVE;
        }
        if (action instanceof SwitchTrigger) {
            return LockMode.SHARE_ROW_EXCLUSIVE;
        }
        if (action instanceof AddConstraint add && add.constraint() instanceof ForeignKeyConstraint) {
            return LockMode.SHARE_ROW_EXCLUSIVE;
        }
        if (action instanceof SetParameters parameters) {
            return parameters.parameters().stream().map(Option::name).anyMatch(STRONG::contains)
                    ? LockMode.ACCESS_EXCLUSIVE
                    : LockMode.SHARE_UPDATE_EXCLUSIVE;
        }
        return LockMode.ACCESS_EXCLUSIVE;
    }

    private void attach(ObjectName whole, AttachPartition attach, PartitionBound bound) {
        ObjectName partition = schema.resolve(attach.partition());
        PartitionProofs proofs = new PartitionProofs(schema);
        effects.lock(partition, LockMode.ACCESS_EXCLUSIVE);
        if (!proofs.belongs(whole, partition, bound)) {
            effects.scan(partition);
        }
        defaultPartition(whole, LockMode.ACCESS_EXCLUSIVE);
        for (Table child : schema.children(whole)) {
            if (schema.defaultPartition(child.name()) && !proofs.excludes(whole, child.name(), bound)) {
                effects.scan(child.name());
            }
        }
    }

    private void defaultPartition(ObjectName whole, LockMode mode) {
        for (Table child : schema.children(whole)) {
            if (schema.defaultPartition(child.name())) {
                effects.lock(child.name(), mode);
            }
        }
    }

    private void inherit(ChangeInheritance change) {
        effects.lock(
                schema.resolve(change.parent()),
                change.inherit() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.ACCESS_SHARE);
    }

    /** Those that belong to the table alone stay with it. */
    private static boolean reachesChildren(AlterTableAction action) {
        return !(action instanceof AttachPartition
                || action instanceof DetachPartition
                || action instanceof ChangeInheritance
                || action instanceof SetParameters
                || action instanceof SwitchTrigger
                || action instanceof ClusterOn
                || action instanceof SetTablespace
                || action instanceof SetAccessMethod
                || action instanceof SetLogged);
    }
}
