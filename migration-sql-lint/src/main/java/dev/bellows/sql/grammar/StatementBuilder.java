package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;

/** Makes records of trees: one class for each family of statements, and this one, which knows them all. */
public final class StatementBuilder {
    private final ExpressionBuilder expressions = new ExpressionBuilder(this);
    private final QueryBuilder queries = new QueryBuilder(expressions, this);
    private final DataChangeBuilder dataChanges = new DataChangeBuilder(expressions, this);
    private final ConstraintBuilder constraints = new ConstraintBuilder(expressions);
    private final TableBuilder tables = new TableBuilder(expressions, constraints, this);
    private final AlterTableBuilder alterTables = new AlterTableBuilder(expressions, constraints, tables);
    private final RelationBuilder relations = new RelationBuilder(expressions, alterTables, queries);
    private final RoutineBuilder routines = new RoutineBuilder(expressions, this);
    private final TriggerBuilder triggers = new TriggerBuilder(expressions, this);
    private final TypeBuilder types = new TypeBuilder(expressions, constraints);
    private final UtilityBuilder utilities = new UtilityBuilder(expressions, this);

    private StatementBuilder() {}

    /**
     * The record of a statement.
     *
     * @throws SyntaxProblem for operators that are nested too deeply
     */
    public static Statement build(SingleStatementContext tree) {
        return new StatementBuilder().statement(tree.statement());
    }

    /** The functions that a statement calls by name, wherever in it they stand; casts and key words such as COALESCE are no calls. */
    public static List<FunctionCall> calls(SingleStatementContext tree) {
        ExpressionBuilder expressions = new StatementBuilder().expressions;
        List<FunctionCall> calls = new ArrayList<>();
        Deque<ParserRuleContext> open = new ArrayDeque<>(List.of(tree));
        while (!open.isEmpty()) {
            ParserRuleContext next = open.pop();
            FunctionCall call = expressions.callAt(next);
            if (call != null) {
                calls.add(call);
            }
            for (int i = 0; i < next.getChildCount(); i++) {
                if (next.getChild(i) instanceof ParserRuleContext part) {
                    open.push(part);
                }
            }
        }
        return calls;
    }

    QueryBuilder queries() {
        return queries;
    }

    Statement statement(StatementContext context) {
        Place place = NameBuilder.place(context);
        if (context.CREATE() != null) {
            ReplaceableContext replaceable =
                    context.replaceable() == null ? context.creatable().replaceable() : context.replaceable();
            ParserRuleContext created =
                    (ParserRuleContext) (replaceable == null ? context.creatable() : replaceable).getChild(0);
            return create(created, context.REPLACE() != null, place);
        } else if (context.ALTER() != null) {
            return alter((ParserRuleContext) context.alterable().getChild(0), place);
        } else if (context.DROP() != null) {
            return DropBuilder.drop(context.drop(), place);
        }
        return other((ParserRuleContext) context.getChild(0), place);
    }

    Statement create(ParserRuleContext context, boolean replace, Place place) {
        return switch (context.getRuleIndex()) {
            case PostgresParser.RULE_createTable -> tables.create((CreateTableContext) context, place);
            case PostgresParser.RULE_createForeignTable -> tables.create((CreateForeignTableContext) context, place);
            case PostgresParser.RULE_createIndex -> relations.create((CreateIndexContext) context, place);
            case PostgresParser.RULE_createView -> relations.create((CreateViewContext) context, replace, place);
            case PostgresParser.RULE_createMaterializedView ->
                relations.create((CreateMaterializedViewContext) context, place);
            case PostgresParser.RULE_createSequence -> RelationBuilder.create((CreateSequenceContext) context, place);
            case PostgresParser.RULE_createRoutine -> routines.create((CreateRoutineContext) context, replace, place);
            case PostgresParser.RULE_createTrigger -> triggers.create((CreateTriggerContext) context, replace, place);
            case PostgresParser.RULE_createRule -> triggers.create((CreateRuleContext) context, replace, place);
            case PostgresParser.RULE_createPolicy -> triggers.create((CreatePolicyContext) context, place);
            case PostgresParser.RULE_createType -> TypeBuilder.create((CreateTypeContext) context, place);
            case PostgresParser.RULE_createDomain -> types.create((CreateDomainContext) context, place);
            case PostgresParser.RULE_createRole -> PrivilegeBuilder.create((CreateRoleContext) context, place);
            case PostgresParser.RULE_createSchema -> utilities.create((CreateSchemaContext) context, place);
            case PostgresParser.RULE_createExtension ->
                ReplicationBuilder.create((CreateExtensionContext) context, place);
            case PostgresParser.RULE_createPublication ->
                ReplicationBuilder.create((CreatePublicationContext) context, place);
            case PostgresParser.RULE_createSubscription ->
                ReplicationBuilder.create((CreateSubscriptionContext) context, place);
            default -> new Unrecognised(kind(context), place);
        };
    }

    private Statement alter(ParserRuleContext context, Place place) {
        return switch (context.getRuleIndex()) {
            case PostgresParser.RULE_alterTable -> alterTables.alter((AlterTableContext) context, place);
            case PostgresParser.RULE_alterForeignTable -> alterTables.alter((AlterForeignTableContext) context, place);
            case PostgresParser.RULE_alterIndex -> alterTables.alter((AlterIndexContext) context, place);
            case PostgresParser.RULE_alterView -> alterTables.alter((AlterViewContext) context, place);
            case PostgresParser.RULE_alterMaterializedView ->
                alterTables.alter((AlterMaterializedViewContext) context, place);
            case PostgresParser.RULE_alterSequence -> relations.alter((AlterSequenceContext) context, place);
            case PostgresParser.RULE_alterRoutine -> routines.alter((AlterRoutineContext) context, place);
            case PostgresParser.RULE_alterPolicy -> triggers.alter((AlterPolicyContext) context, place);
            case PostgresParser.RULE_alterType -> TypeBuilder.alter((AlterTypeContext) context, place);
            case PostgresParser.RULE_alterDomain -> types.alter((AlterDomainContext) context, place);
            case PostgresParser.RULE_alterRole -> PrivilegeBuilder.alter((AlterRoleContext) context, place);
            case PostgresParser.RULE_alterDatabase -> SettingBuilder.alter((AlterDatabaseContext) context, place);
            case PostgresParser.RULE_alterDefaultPrivileges ->
                PrivilegeBuilder.alter((AlterDefaultPrivilegesContext) context, place);
            case PostgresParser.RULE_alterPublication ->
                ReplicationBuilder.alter((AlterPublicationContext) context, place);
            case PostgresParser.RULE_alterSubscription ->
                ReplicationBuilder.alter((AlterSubscriptionContext) context, place);
            default -> AlterObjectBuilder.alter(context, place);
        };
    }

    private Statement other(ParserRuleContext context, Place place) {
        return switch (context.getRuleIndex()) {
            case PostgresParser.RULE_preparableStatement -> preparable((PreparableStatementContext) context);
            case PostgresParser.RULE_grant -> PrivilegeBuilder.grant((GrantContext) context, place);
            case PostgresParser.RULE_revoke -> PrivilegeBuilder.revoke((RevokeContext) context, place);
            case PostgresParser.RULE_reassignOwned -> PrivilegeBuilder.reassign((ReassignOwnedContext) context, place);
            case PostgresParser.RULE_comment -> ObjectBuilder.comment((CommentContext) context, place);
            case PostgresParser.RULE_securityLabel ->
                new SecurityLabel(ObjectBuilder.object(((SecurityLabelContext) context).object()), place);
            case PostgresParser.RULE_refreshMaterializedView ->
                RelationBuilder.refresh((RefreshMaterializedViewContext) context);
            case PostgresParser.RULE_doStatement -> RoutineBuilder.block((DoStatementContext) context, place);
            case PostgresParser.RULE_call -> new Call(expressions.call((CallContext) context), place);
            default -> utilities.build(context, place);
        };
    }

    /** A query, or what changes rows. */
    Statement preparable(PreparableStatementContext context) {
        if (context.queryPrimary() != null) {
            return queries.query(
                    queries.with(context.withClause()),
                    queries.part(context.queryPrimary()),
                    context.queryTail(),
                    context);
        }
        return dataChanges.build(
                queries.with(context.withClause()),
                (ParserRuleContext) context.getChild(context.getChildCount() - 1),
                NameBuilder.place(context));
    }

    /** An action of a rule; null for nothing but a semicolon. */
    Statement ruleAction(RuleActionContext context) {
        Place place = NameBuilder.place(context);
        if (context.notification() != null) {
            return new Unrecognised(kind(context.notification()), place);
        } else if (context.simpleQuery() != null) {
            return queries.query(
                    queries.with(context.withClause()),
                    queries.simple(context.simpleQuery()),
                    context.queryTail(),
                    context);
        }
        return dataChanges.build(
                queries.with(context.withClause()),
                (ParserRuleContext) context.getChild(context.getChildCount() - 1),
                place);
    }

    /** The words of a statement, which its rule is named after: CREATE CONVERSION. */
    static String kind(ParserRuleContext context) {
        if (context instanceof NotificationContext) {
            return "NOTIFY";
        }
        String rule = PostgresParser.ruleNames[context.getRuleIndex()];
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < rule.length(); i++) {
            char letter = rule.charAt(i);
            words.append(Character.isUpperCase(letter) ? " " : "").append(letter);
        }
        return words.toString().toUpperCase(Locale.ROOT);
    }
}
