package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** ALTER TABLE, and the same of what is like a table: https://www.postgresql.org/docs/18/sql-altertable.html */
final class AlterTableBuilder {
    private final ConstraintBuilder constraints;
    private final TableBuilder tables;
    private final AlterColumnBuilder columns;

    AlterTableBuilder(ExpressionBuilder expressions, ConstraintBuilder constraints, TableBuilder tables) {
        this.constraints = constraints;
        this.tables = tables;
        this.columns = new AlterColumnBuilder(expressions);
    }

    Statement alter(AlterTableContext context, Place place) {
        if (context.ALL() != null) {
            return moveAll(ObjectKind.TABLE, context.identifier(), context.NOWAIT() != null, place);
        }
        boolean ifExists = context.ifExists() != null;
        Relation table = NameBuilder.relation(context.relation());
        if (context.renameTablePart() != null) {
            return rename(ObjectKind.TABLE, ifExists, table.name(), context.renameTablePart(), place);
        } else if (context.SCHEMA() != null) {
            return setSchema(ObjectKind.TABLE, ifExists, table.name(), context.identifier(0), place);
        } else if (context.PARTITION() != null) {
            return new AlterTable(ObjectKind.TABLE, ifExists, table, List.of(partition(context)), place);
        }
        return alter(ObjectKind.TABLE, ifExists, table, context.alterTableAction(), place);
    }

    private AlterTableAction partition(AlterTableContext context) {
        QualifiedName partition = NameBuilder.qualified(context.qualifiedName());
        Place place = partition.place();
        return context.ATTACH() != null
                ? new AttachPartition(partition, tables.bound(context.partitionBound()), place)
                : new DetachPartition(partition, context.CONCURRENTLY() != null, context.FINALIZE() != null, place);
    }

    Statement alter(AlterForeignTableContext context, Place place) {
        boolean ifExists = context.ifExists() != null;
        Relation table = NameBuilder.relation(context.relation());
        if (context.RENAME() != null) {
            return rename(ObjectKind.FOREIGN_TABLE, ifExists, table.name(), context.identifier(), place);
        } else if (context.SCHEMA() != null) {
            return setSchema(ObjectKind.FOREIGN_TABLE, ifExists, table.name(), context.identifier(0), place);
        }
        return alter(ObjectKind.FOREIGN_TABLE, ifExists, table, context.alterTableAction(), place);
    }

    Statement alter(AlterIndexContext context, Place place) {
        if (context.ALL() != null) {
            return moveAll(ObjectKind.INDEX, context.identifier(), context.NOWAIT() != null, place);
        }
        boolean ifExists = context.ifExists() != null;
        QualifiedName index = NameBuilder.qualified(context.qualifiedName(0));
        if (context.RENAME() != null) {
            return rename(ObjectKind.INDEX, ifExists, index, context.identifier(), place);
        } else if (context.DEPENDS() != null) {
            return AlterObjectBuilder.depends(
                    ObjectKind.INDEX, index, context.NO() != null, context.identifier(0), place);
        }
        Relation relation = new Relation(index, false, index.place());
        if (context.ATTACH() != null) {
            QualifiedName partition = NameBuilder.qualified(context.qualifiedName(1));
            AlterTableAction attach = new AttachPartition(partition, null, partition.place());
            return new AlterTable(ObjectKind.INDEX, ifExists, relation, List.of(attach), place);
        }
        return alter(ObjectKind.INDEX, ifExists, relation, context.alterTableAction(), place);
    }

    Statement alter(AlterViewContext context, Place place) {
        boolean ifExists = context.ifExists() != null;
        Relation view = NameBuilder.relation(context.qualifiedName());
        if (context.RENAME() != null) {
            return rename(ObjectKind.VIEW, ifExists, view.name(), context.identifier(), place);
        } else if (context.SCHEMA() != null) {
            return setSchema(ObjectKind.VIEW, ifExists, view.name(), context.identifier(0), place);
        }
        return alter(ObjectKind.VIEW, ifExists, view, context.alterTableAction(), place);
    }

    Statement alter(AlterMaterializedViewContext context, Place place) {
        if (context.ALL() != null) {
            return moveAll(ObjectKind.MATERIALIZED_VIEW, context.identifier(), context.NOWAIT() != null, place);
        }
        boolean ifExists = context.ifExists() != null;
        QualifiedName view = NameBuilder.qualified(context.qualifiedName());
        if (context.RENAME() != null) {
            return rename(ObjectKind.MATERIALIZED_VIEW, ifExists, view, context.identifier(), place);
        } else if (context.SCHEMA() != null) {
            return setSchema(ObjectKind.MATERIALIZED_VIEW, ifExists, view, context.identifier(0), place);
        } else if (context.DEPENDS() != null) {
            return AlterObjectBuilder.depends(
                    ObjectKind.MATERIALIZED_VIEW, view, context.NO() != null, context.identifier(0), place);
        }
        Relation relation = new Relation(view, false, view.place());
        return alter(ObjectKind.MATERIALIZED_VIEW, ifExists, relation, context.alterTableAction(), place);
    }

    Statement alter(
            ObjectKind kind, boolean ifExists, Relation relation, List<AlterTableActionContext> contexts, Place place) {
        List<AlterTableAction> actions = new ArrayList<>(contexts.size());
        for (AlterTableActionContext context : contexts) {
            actions.add(action(context));
        }
        return new AlterTable(kind, ifExists, relation, actions, place);
    }

    private static Statement moveAll(
            ObjectKind kind, List<IdentifierContext> tablespaces, boolean nowait, Place place) {
        return new MoveAll(
                kind,
                NameBuilder.identifier(tablespaces.get(0)),
                NameBuilder.identifier(tablespaces.get(1)),
                nowait,
                place);
    }

    /** One name is the object's new one; of two, the first is a column. */
    static Statement rename(
            ObjectKind kind, boolean ifExists, QualifiedName name, List<IdentifierContext> names, Place place) {
        boolean column = names.size() == 2;
        return new Rename(
                column ? ObjectKind.COLUMN : kind,
                ifExists,
                new ObjectReference(kind, name, null, null, name.place()),
                column ? NameBuilder.identifier(names.get(0)) : null,
                NameBuilder.identifier(names.get(names.size() - 1)),
                false,
                place);
    }

    private static Statement rename(
            ObjectKind kind, boolean ifExists, QualifiedName name, RenameTablePartContext part, Place place) {
        if (part.CONSTRAINT() == null) {
            return rename(kind, ifExists, name, part.identifier(), place);
        }
        return new Rename(
                ObjectKind.TABLE_CONSTRAINT,
                ifExists,
                new ObjectReference(kind, name, null, null, name.place()),
                NameBuilder.identifier(part.identifier(0)),
                NameBuilder.identifier(part.identifier(1)),
                false,
                place);
    }

    static Statement setSchema(
            ObjectKind kind, boolean ifExists, QualifiedName name, IdentifierContext schema, Place place) {
        ObjectReference object = new ObjectReference(kind, name, null, null, name.place());
        return new SetSchema(object, ifExists, NameBuilder.identifier(schema), place);
    }

    private AlterTableAction action(AlterTableActionContext context) {
        Place place = NameBuilder.place(context);
        if (context instanceof AddColumnContext add) {
            return new AddColumn(add.ifNotExists() != null, tables.column(add.column()), place);
        } else if (context instanceof AlterColumnContext alter) {
            return columns.action(NameBuilder.identifier(alter.identifier()), alter.alterColumnAction(), place);
        } else if (context instanceof DropColumnContext drop) {
            return new DropColumn(
                    drop.ifExists() != null,
                    NameBuilder.identifier(drop.identifier()),
                    NameBuilder.isCascade(drop.cascadeOrRestrict()),
                    place);
        } else if (context instanceof AddConstraintContext add) {
            return new AddConstraint(constraints.ofTable(add.tableConstraint()), place);
        } else if (context instanceof DropConstraintContext drop) {
            return new DropConstraint(
                    drop.ifExists() != null,
                    NameBuilder.identifier(drop.identifier()),
                    NameBuilder.isCascade(drop.cascadeOrRestrict()),
                    place);
        } else if (context instanceof ValidateConstraintContext validate) {
            return new ValidateConstraint(NameBuilder.identifier(validate.identifier()), place);
        } else if (context instanceof AlterConstraintContext alter) {
            return constraint(alter, place);
        }
        return property(context, place);
    }

    private static AlterTableAction constraint(AlterConstraintContext context, Place place) {
        ChangedConstraintContext changed = context.changedConstraint();
        return new AlterConstraint(
                NameBuilder.identifier(context.identifier()),
                changed != null && changed.INHERIT() != null,
                changed == null
                        ? ConstraintAttributes.NONE
                        : ConstraintBuilder.attributes(changed.constraintAttribute()),
                place);
    }

    private static AlterTableAction property(AlterTableActionContext context, Place place) {
        if (context instanceof SetPropertyContext set) {
            return property(set.setTableProperty(), place);
        } else if (context instanceof ResetParametersContext reset) {
            return new SetParameters(true, NameBuilder.options(reset.storageParameters()), place);
        } else if (context instanceof ChangeTableOwnerContext owner) {
            return new ChangeTableOwner(NameBuilder.identifier(owner.role()), place);
        } else if (context instanceof SwitchTriggerContext trigger) {
            return new SwitchTrigger(
                    state(trigger), NameBuilder.identifierOrNull(trigger.identifier()), trigger.USER() != null, place);
        } else if (context instanceof SwitchRuleContext rule) {
            return new SwitchRule(state(rule), NameBuilder.identifier(rule.identifier()), place);
        } else if (context instanceof SwitchRowSecurityContext security) {
            return new SwitchRowSecurity(state(security), place);
        } else if (context instanceof ChangeInheritanceContext inherit) {
            return new ChangeInheritance(inherit.NO() == null, NameBuilder.qualified(inherit.qualifiedName()), place);
        } else if (context instanceof ReplicaIdentityContext identity) {
            return replicaIdentity(identity, place);
        } else if (context instanceof AlterColumnNumberContext number) {
            return new SetStatistics(number.columnNumber().getText(), place);
        } else if (context instanceof ChangeTypeOfContext of) {
            return new ChangeTypeOf(NameBuilder.qualifiedOrNull(of.qualifiedName()), place);
        }
        return context instanceof ClusterOnContext cluster
                ? new ClusterOn(NameBuilder.identifier(cluster.identifier()), place)
                : new SetForeignOptions(place);
    }

    private static AlterTableAction property(SetTablePropertyContext context, Place place) {
        if (context.storageParameters() != null) {
            return new SetParameters(false, NameBuilder.options(context.storageParameters()), place);
        } else if (context.TABLESPACE() != null) {
            return new SetTablespace(NameBuilder.identifier(context.identifier()), place);
        } else if (context.METHOD() != null) {
            return new SetAccessMethod(NameBuilder.identifierOrNull(context.identifier()), place);
        } else if (context.CLUSTER() != null) {
            return new ClusterOn(null, place);
        }
        return context.OIDS() != null ? new SetWithoutOids(place) : new SetLogged(context.LOGGED() != null, place);
    }

    /** The key words before TRIGGER, RULE or ROW. */
    private static String state(ParserRuleContext context) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < context.getChildCount(); i++) {
            ParseTree child = context.getChild(i);
            int type = child instanceof TerminalNode token ? token.getSymbol().getType() : 0;
            if (type == PostgresParser.TRIGGER || type == PostgresParser.RULE || type == PostgresParser.ROW) {
                break;
            }
            words.append(words.isEmpty() ? "" : " ").append(child.getText().toUpperCase(Locale.ROOT));
        }
        return words.toString();
    }

    private static AlterTableAction replicaIdentity(ReplicaIdentityContext context, Place place) {
        @Nullable Identifier index = NameBuilder.identifierOrNull(context.identifier());
        String kind = index == null ? context.getStop().getText().toUpperCase(Locale.ROOT) : "INDEX";
        return new ReplicaIdentity(kind, index, place);
    }
}
