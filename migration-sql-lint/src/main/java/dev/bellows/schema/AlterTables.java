package dev.bellows.schema;

import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AddIdentity;
import dev.bellows.sql.tree.AlterColumnType;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.AttachPartition;
import dev.bellows.sql.tree.ChangeInheritance;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.DetachPartition;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.DropDefault;
import dev.bellows.sql.tree.DropExpression;
import dev.bellows.sql.tree.DropIdentity;
import dev.bellows.sql.tree.DropNotNull;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.SetDefault;
import dev.bellows.sql.tree.SetExpression;
import dev.bellows.sql.tree.SetLogged;
import dev.bellows.sql.tree.SetNotNull;
import dev.bellows.sql.tree.ValidateConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** ALTER TABLE, action by action; what a table has without keeping it here, such as storage parameters, is passed over. */
final class AlterTables {
    private static final Set<ObjectKind> TABLES = Set.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE);

    private final Schema schema;
    private final Tables tables;
    private final Indexes indexes;
    private final Drops drops;

    AlterTables(Schema schema, Tables tables, Indexes indexes, Drops drops) {
        this.schema = schema;
        this.tables = tables;
        this.indexes = indexes;
        this.drops = drops;
    }

    void alter(AlterTable statement) {
        ObjectName name = schema.resolve(statement.relation().name());
        boolean table =
                TABLES.contains(statement.kind()) && !(schema.object(name).orElse(null) instanceof View);
        if (!table) {
            return;
        }
        // What is said of a table that the folder did not make is remembered from here on.
        schema.put(schema.known(name));
        for (AlterTableAction action : statement.actions()) {
            alter(name, action);
            if (!statement.relation().only()) {
                children(name, action);
            }
        }
    }

    /** Columns go down to those that inherit them. */
    private void children(ObjectName name, AlterTableAction action) {
        boolean inherited = action instanceof AddColumn
                || action instanceof DropColumn
                || action instanceof AlterColumnType
                || action instanceof SetDefault
                || action instanceof DropDefault
                || action instanceof SetNotNull
                || action instanceof DropNotNull;
        if (inherited) {
            for (Table child : schema.children(name)) {
                alter(child.name(), action);
                children(child.name(), action);
            }
        }
    }

    private void alter(ObjectName name, AlterTableAction action) {
        if (action instanceof AddColumn add) {
            addColumn(name, add);
        } else if (action instanceof DropColumn drop) {
            drops.column(name, drop.column().name(), drop.cascade());
        } else if (action instanceof AddConstraint add) {
            tables.add(name, add.constraint(), null);
        } else if (action instanceof DropConstraint drop) {
            drops.constraint(name, drop.constraint().name());
        } else if (action instanceof ValidateConstraint validate) {
            constraint(name, validate.constraint().name(), SchemaConstraint::valid);
        } else if (action instanceof SetLogged logged) {
            schema.put(schema.known(name).persistence(logged.logged() ? Persistence.PERMANENT : Persistence.UNLOGGED));
        } else if (action instanceof AttachPartition attach) {
            attach(name, attach);
        } else if (action instanceof DetachPartition detach) {
            Table child = schema.known(detach.partition());
            schema.put(child.parents(without(child.parents(), name), false, false));
        } else if (action instanceof ChangeInheritance change) {
            inherit(name, change);
        } else {
            column(name, action);
        }
    }

    private void column(ObjectName name, AlterTableAction action) {
        if (action instanceof AlterColumnType change) {
            change(name, change.column().name(), column -> column.typed(change.type()));
        } else if (action instanceof SetDefault set) {
            change(
                    name,
                    set.column().name(),
                    column -> column.defaulting(Columns.none(set.value()) ? null : set.value()));
        } else if (action instanceof DropDefault drop) {
            change(name, drop.column().name(), column -> column.defaulting(null));
        } else if (action instanceof SetNotNull set) {
            change(name, set.column().name(), column -> column.notNull(true));
        } else if (action instanceof DropNotNull drop) {
            change(name, drop.column().name(), column -> column.notNull(false));
        } else if (action instanceof AddIdentity add) {
            Column.Identity identity = add.always() ? Column.Identity.ALWAYS : Column.Identity.BY_DEFAULT;
            change(name, add.column().name(), column -> column.identity(identity));
            tables.columns().numbered(name, add.column().name());
        } else if (action instanceof DropIdentity drop) {
            change(name, drop.column().name(), column -> column.identity(Column.Identity.NONE));
            drops.sequencesOf(name, drop.column().name());
        } else if (action instanceof DropExpression drop) {
            UnaryOperator<Column> plain =
                    column -> column.generation(Column.Generation.NONE).defaulting(null);
            change(name, drop.column().name(), plain);
        } else if (action instanceof SetExpression set) {
            change(name, set.column().name(), column -> column.defaulting(set.expression()));
        }
    }

    private void addColumn(ObjectName name, AddColumn add) {
        ColumnDefinition definition = add.column();
        String column = definition.name().name();
        if (add.ifNotExists() && schema.known(name).column(column).isPresent()) {
            return;
        }
        schema.put(tables.columns().add(schema.known(name), definition));
        definition.constraints().forEach(constraint -> tables.add(name, constraint, column));
    }

    private void change(ObjectName name, String column, UnaryOperator<Column> change) {
        schema.put(schema.known(name).changing(column, change));
    }

    private void constraint(ObjectName name, String constraint, UnaryOperator<SchemaConstraint> change) {
        schema.put(schema.known(name)
                .changingConstraints(each -> each.name().equals(constraint) ? change.apply(each) : each));
    }

    /** Of an index, ATTACH says nothing that is kept here. */
    private void attach(ObjectName name, AttachPartition attach) {
        ObjectName partition = schema.resolve(attach.partition());
        if (attach.bound() == null || schema.index(partition).isPresent()) {
            return;
        }
        schema.put(schema.known(partition)
                .parents(List.of(name), true, attach.bound().isDefault()));
        indexes.missingOfPartition(schema.known(partition), name);
    }

    private void inherit(ObjectName name, ChangeInheritance change) {
        Table table = schema.known(name);
        ObjectName parent = schema.resolve(change.parent());
        List<ObjectName> parents = new ArrayList<>(without(table.parents(), parent));
        if (change.inherit()) {
            parents.add(parent);
        }
        schema.put(table.parents(parents, table.partition(), table.defaultPartition()));
    }

    private static List<ObjectName> without(List<ObjectName> names, ObjectName gone) {
        return names.stream().filter(each -> !each.equals(gone)).toList();
    }
}
