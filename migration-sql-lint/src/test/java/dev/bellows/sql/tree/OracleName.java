package dev.bellows.sql.tree;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How PostgreSQL's own parser calls a statement: the name of its node, with the subcommands or the kind of object. */
public final class OracleName {
    /** Records whose node is not simply called like them. */
    private static final Map<Class<? extends Statement>, String> NODES = new HashMap<>(Map.of(
            Query.class, "SelectStmt",
            CreateTableAs.class, "CreateTableAsStmt",
            CreateMaterializedView.class, "CreateTableAsStmt",
            CreateIndex.class, "IndexStmt",
            CreateView.class, "ViewStmt",
            CreateRoutine.class, "CreateFunctionStmt",
            AlterRoutine.class, "AlterFunctionStmt",
            CreateSequence.class, "CreateSeqStmt",
            AlterSequence.class, "AlterSeqStmt",
            CreateTrigger.class, "CreateTrigStmt"));

    static {
        NODES.putAll(Map.of(
                CreateRule.class, "RuleStmt",
                DoBlock.class, "DoStmt",
                LockTable.class, "LockStmt",
                TransactionControl.class, "TransactionStmt",
                SetSetting.class, "VariableSetStmt",
                RefreshMaterializedView.class, "RefreshMatViewStmt",
                MoveAll.class, "AlterTableMoveAllStmt",
                SecurityLabel.class, "SecLabelStmt",
                DependsOnExtension.class, "AlterObjectDependsStmt",
                ChangeOwner.class, "AlterOwnerStmt"));
        NODES.put(SetSchema.class, "AlterObjectSchemaStmt");
    }

    /** Statements without records of their own. */
    private static final Map<String, String> UNRECOGNISED = Map.ofEntries(
            Map.entry("ALTER FOREIGN DATA WRAPPER", "AlterFdwStmt"),
            Map.entry("ALTER EVENT TRIGGER", "AlterEventTrigStmt"),
            Map.entry("ALTER OPERATOR FAMILY", "AlterOpFamilyStmt"),
            Map.entry("ALTER SERVER", "AlterForeignServerStmt"),
            Map.entry("ALTER STATISTICS", "AlterStatsStmt"),
            Map.entry("ALTER TEXT SEARCH CONFIGURATION", "AlterTSConfigurationStmt"),
            Map.entry("ALTER TEXT SEARCH DICTIONARY", "AlterTSDictionaryStmt"),
            Map.entry("ALTER TABLESPACE", "AlterTableSpaceOptionsStmt"),
            Map.entry("CHECKPOINT", "CheckPointStmt"),
            Map.entry("CLOSE", "ClosePortalStmt"),
            Map.entry("CREATE ACCESS METHOD", "CreateAmStmt"),
            Map.entry("CREATE AGGREGATE", "DefineStmt"),
            Map.entry("CREATE COLLATION", "DefineStmt"),
            Map.entry("CREATE OPERATOR", "DefineStmt"),
            Map.entry("CREATE TEXT SEARCH", "DefineStmt"),
            Map.entry("CREATE DATABASE", "CreatedbStmt"),
            Map.entry("CREATE EVENT TRIGGER", "CreateEventTrigStmt"),
            Map.entry("CREATE FOREIGN DATA WRAPPER", "CreateFdwStmt"),
            Map.entry("CREATE LANGUAGE", "CreatePLangStmt"),
            Map.entry("CREATE OPERATOR CLASS", "CreateOpClassStmt"),
            Map.entry("CREATE OPERATOR FAMILY", "CreateOpFamilyStmt"),
            Map.entry("CREATE SERVER", "CreateForeignServerStmt"),
            Map.entry("CREATE STATISTICS", "CreateStatsStmt"),
            Map.entry("CREATE TABLESPACE", "CreateTableSpaceStmt"),
            Map.entry("SET CONSTRAINTS", "ConstraintsSetStmt"),
            Map.entry("SHOW", "VariableShowStmt"));

    /** Actions whose subcommand has another name than they. */
    private static final Map<Class<? extends AlterTableAction>, String> SUBCOMMANDS = Map.of(
            SetDefault.class, "AT_ColumnDefault",
            DropDefault.class, "AT_ColumnDefault",
            ChangeTableOwner.class, "AT_ChangeOwner",
            SetColumnForeignOptions.class, "AT_AlterColumnGenericOptions",
            SetForeignOptions.class, "AT_GenericOptions",
            SetTablespace.class, "AT_SetTableSpace",
            SetWithoutOids.class, "AT_DropOids");

    private OracleName() {}

    /** The name of a statement. */
    public static String of(Statement statement) {
        if (statement instanceof AlterTable alter) {
            return subcommands(alter.actions().stream().map(OracleName::of).toList());
        } else if (statement instanceof Drop drop) {
            return of(drop);
        } else if (statement instanceof Rename rename) {
            return "RenameStmt(" + object(rename.kind()) + ")";
        } else if (statement instanceof AlterType alter) {
            return of(alter);
        } else if (statement instanceof CreateType type) {
            return of(type);
        } else if (statement instanceof CreateTable table && table.server() != null) {
            return "CreateForeignTableStmt";
        } else if (statement instanceof CreateTable) {
            return "CreateStmt";
        } else if (statement instanceof AlterRole role) {
            return role.setting() == null ? "AlterRoleStmt" : "AlterRoleSetStmt";
        } else if (statement instanceof AlterDatabase database) {
            return database.refreshCollation()
                    ? "AlterDatabaseRefreshCollStmt"
                    : database.setting() == null ? "AlterDatabaseStmt" : "AlterDatabaseSetStmt";
        } else if (statement instanceof Unrecognised unrecognised) {
            return of(unrecognised);
        }
        Class<? extends Statement> type = statement.getClass();
        return NODES.getOrDefault(type, type.getSimpleName() + "Stmt");
    }

    private static String of(Unrecognised statement) {
        StringBuilder name = new StringBuilder();
        for (String word : statement.kind().split(" ", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return UNRECOGNISED.getOrDefault(statement.kind(), name + "Stmt");
    }

    private static String subcommands(List<String> names) {
        return "AlterTableStmt(" + names.stream().distinct().collect(Collectors.joining("+")) + ")";
    }

    private static String of(AlterTableAction action) {
        if (action instanceof SetParameters set) {
            return set.reset() ? "AT_ResetRelOptions" : "AT_SetRelOptions";
        } else if (action instanceof SetColumnOptions set) {
            return set.reset() ? "AT_ResetOptions" : "AT_SetOptions";
        } else if (action instanceof ChangeInheritance inherit) {
            return inherit.inherit() ? "AT_AddInherit" : "AT_DropInherit";
        } else if (action instanceof ChangeTypeOf of) {
            return of.type() == null ? "AT_DropOf" : "AT_AddOf";
        } else if (action instanceof ClusterOn cluster) {
            return cluster.index() == null ? "AT_DropCluster" : "AT_ClusterOn";
        } else if (action instanceof SetLogged logged) {
            return logged.logged() ? "AT_SetLogged" : "AT_SetUnLogged";
        } else if (action instanceof DetachPartition detach && detach.finalizing()) {
            return "AT_DetachPartitionFinalize";
        } else if (action instanceof SwitchRowSecurity security) {
            return security.state().equals("NO FORCE")
                    ? "AT_NoForceRowSecurity"
                    : "AT_" + word(security.state()) + "RowSecurity";
        } else if (action instanceof SwitchRule rule) {
            return "AT_" + word(rule.state()) + "Rule";
        } else if (action instanceof SwitchTrigger trigger) {
            String which = trigger.trigger() != null ? "" : trigger.onlyUser() ? "User" : "All";
            return "AT_" + word(trigger.state()) + "Trig" + which;
        }
        Class<? extends AlterTableAction> type = action.getClass();
        return SUBCOMMANDS.getOrDefault(type, "AT_" + type.getSimpleName());
    }

    /** ENABLE ALWAYS as EnableAlways. */
    private static String word(String words) {
        StringBuilder name = new StringBuilder();
        for (String word : words.split(" ", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return name.toString();
    }

    private static String of(Drop drop) {
        return switch (drop.kind()) {
            case ROLE -> "DropRoleStmt";
            case OWNED -> "DropOwnedStmt";
            case DATABASE -> "DropdbStmt";
            case TABLESPACE -> "DropTableSpaceStmt";
            case SUBSCRIPTION -> "DropSubscriptionStmt";
            case USER_MAPPING -> "DropUserMappingStmt";
            default -> "DropStmt(" + object(drop.kind()) + ")";
        };
    }

    private static String object(ObjectKind kind) {
        return "OBJECT_"
                + switch (kind) {
                    case MATERIALIZED_VIEW -> "MATVIEW";
                    case OPERATOR_CLASS -> "OPCLASS";
                    case OPERATOR_FAMILY -> "OPFAMILY";
                    case STATISTICS -> "STATISTIC_EXT";
                    case FOREIGN_DATA_WRAPPER -> "FDW";
                    case SERVER -> "FOREIGN_SERVER";
                    case TABLE_CONSTRAINT -> "TABCONSTRAINT";
                    case DOMAIN_CONSTRAINT -> "DOMCONSTRAINT";
                    case TEXT_SEARCH_PARSER -> "TSPARSER";
                    case TEXT_SEARCH_DICTIONARY -> "TSDICTIONARY";
                    case TEXT_SEARCH_TEMPLATE -> "TSTEMPLATE";
                    case TEXT_SEARCH_CONFIGURATION -> "TSCONFIGURATION";
                    default -> kind.name();
                };
    }

    private static String of(AlterType statement) {
        AlterTypeAction first = statement.actions().get(0);
        if (first instanceof AddEnumValue || first instanceof RenameEnumValue) {
            return "AlterEnumStmt";
        } else if (first instanceof SetTypeOptions) {
            return "AlterTypeStmt";
        }
        return subcommands(statement.actions().stream()
                .map(action -> action instanceof AddAttribute
                        ? "AT_AddColumn"
                        : action instanceof DropAttribute ? "AT_DropColumn" : "AT_AlterColumnType")
                .toList());
    }

    private static String of(CreateType type) {
        return switch (type.kind()) {
            case COMPOSITE -> "CompositeTypeStmt";
            case ENUM -> "CreateEnumStmt";
            case RANGE -> "CreateRangeStmt";
            case BASE -> "DefineStmt";
        };
    }
}
