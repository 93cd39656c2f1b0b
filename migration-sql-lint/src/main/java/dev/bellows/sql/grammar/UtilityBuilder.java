package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;

/** Statements that define nothing: maintenance, settings, transactions; and CREATE SCHEMA, which holds others. */
final class UtilityBuilder {
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;

    UtilityBuilder(ExpressionBuilder expressions, StatementBuilder statements) {
        this.expressions = expressions;
        this.statements = statements;
    }

    Statement build(ParserRuleContext context, Place place) {
        return switch (context.getRuleIndex()) {
            case PostgresParser.RULE_transaction -> TransactionBuilder.build((TransactionContext) context, place);
            case PostgresParser.RULE_set -> SettingBuilder.set((SetContext) context, place);
            case PostgresParser.RULE_reset -> SettingBuilder.reset((ResetContext) context, place);
            case PostgresParser.RULE_truncate -> truncate((TruncateContext) context, place);
            case PostgresParser.RULE_lock -> lock((LockContext) context, place);
            case PostgresParser.RULE_copy -> copy((CopyContext) context, place);
            case PostgresParser.RULE_explain -> explain((ExplainContext) context, place);
            case PostgresParser.RULE_vacuum -> vacuum((VacuumContext) context, place);
            case PostgresParser.RULE_analyze ->
                new Vacuum(true, false, targets(((AnalyzeContext) context).vacuumTarget()), place);
            case PostgresParser.RULE_cluster -> cluster((ClusterContext) context, place);
            case PostgresParser.RULE_reindex -> reindex((ReindexContext) context, place);
            case PostgresParser.RULE_prepare -> prepare((PrepareContext) context, place);
            case PostgresParser.RULE_discard -> new Discard(((DiscardContext) context).ALL() != null, place);
            case PostgresParser.RULE_execute -> execute((ExecuteContext) context);
            default -> new Unrecognised(StatementBuilder.kind(context), place);
        };
    }

    private static Statement truncate(TruncateContext context, Place place) {
        return new Truncate(
                NameBuilder.relations(context.relationList()),
                context.RESTART() != null,
                NameBuilder.isCascade(context.cascadeOrRestrict()),
                place);
    }

    private static Statement lock(LockContext context, Place place) {
        String mode = context.lockMode() == null ? "ACCESS EXCLUSIVE" : NameBuilder.words(context.lockMode());
        return new LockTable(NameBuilder.relations(context.relationList()), mode, context.NOWAIT() != null, place);
    }

    private Statement copy(CopyContext context, Place place) {
        return new Copy(
                NameBuilder.qualifiedOrNull(context.qualifiedName()),
                context.preparableStatement() == null ? null : statements.preparable(context.preparableStatement()),
                NameBuilder.columns(context.columnList()),
                context.FROM() != null,
                context.copyPlace().string() == null,
                place);
    }

    private Statement explain(ExplainContext context, Place place) {
        boolean analyze = context.ANALYZE() != null
                || context.ANALYSE() != null
                || NameBuilder.isOn(context.utilityOptions(), "analyze");
        return new Explain(analyze, explained(context.explainable()), place);
    }

    private Statement explained(ExplainableContext context) {
        Place place = NameBuilder.place(context);
        if (context.preparableStatement() != null) {
            return statements.preparable(context.preparableStatement());
        } else if (context.execute() != null) {
            return execute(context.execute());
        } else if (context.refreshMaterializedView() != null) {
            return RelationBuilder.refresh(context.refreshMaterializedView());
        } else if (context.declareCursor() != null) {
            return new Unrecognised(StatementBuilder.kind(context.declareCursor()), place);
        }
        return statements.create((ParserRuleContext) context.getChild(1), false, place);
    }

    private static Statement vacuum(VacuumContext context, Place place) {
        boolean full = context.FULL() != null || NameBuilder.isOn(context.utilityOptions(), "full");
        return new Vacuum(false, full, targets(context.vacuumTarget()), place);
    }

    private static List<Relation> targets(List<VacuumTargetContext> contexts) {
        return contexts.stream()
                .map(target -> NameBuilder.relation(target.relation()))
                .toList();
    }

    private static Statement cluster(ClusterContext context, Place place) {
        return new Cluster(
                NameBuilder.qualifiedOrNull(context.qualifiedName()),
                NameBuilder.identifierOrNull(context.identifier()),
                place);
    }

    private static Statement reindex(ReindexContext context, Place place) {
        String kind = "TABLE";
        for (String word : List.of("INDEX", "SCHEMA", "SYSTEM", "DATABASE")) {
            kind = context.getToken(KeywordTable.typeOf(word.toCharArray(), 0, word.length()), 0) == null ? kind : word;
        }
        return new Reindex(
                kind,
                context.CONCURRENTLY() != null || NameBuilder.isOn(context.utilityOptions(), "concurrently"),
                context.identifier() == null
                        ? NameBuilder.qualifiedOrNull(context.qualifiedName())
                        : NameBuilder.qualified(NameBuilder.identifier(context.identifier())),
                place);
    }

    private Statement prepare(PrepareContext context, Place place) {
        return new Prepare(
                NameBuilder.identifier(context.identifier()),
                statements.preparable(context.preparableStatement()),
                place);
    }

    private Statement execute(ExecuteContext context) {
        return new Execute(
                NameBuilder.identifier(context.identifier()),
                expressions.expressions(context.expressionList()),
                NameBuilder.place(context));
    }

    Statement create(CreateSchemaContext context, Place place) {
        List<Statement> elements = new ArrayList<>();
        for (SchemaElementContext element : context.schemaElement()) {
            ParserRuleContext last = (ParserRuleContext) element.getChild(element.getChildCount() - 1);
            Place own = NameBuilder.place(element);
            elements.add(
                    last instanceof GrantContext grant
                            ? PrivilegeBuilder.grant(grant, own)
                            : statements.create(last, element.REPLACE() != null, own));
        }
        return new CreateSchema(
                context.ifNotExists() != null,
                NameBuilder.identifierOrNull(context.identifier()),
                NameBuilder.identifierOrNull(context.role()),
                elements,
                place);
    }
}
