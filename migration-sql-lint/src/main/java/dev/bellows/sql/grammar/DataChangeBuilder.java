package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** INSERT, UPDATE, DELETE, MERGE. */
final class DataChangeBuilder {
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;

    DataChangeBuilder(ExpressionBuilder expressions, StatementBuilder statements) {
        this.expressions = expressions;
        this.statements = statements;
    }

    Statement build(List<CommonTable> with, ParserRuleContext context, Place place) {
        if (context instanceof InsertContext insert) {
            return insert(with, insert, place);
        } else if (context instanceof UpdateContext update) {
            return update(with, update, place);
        }
        return context instanceof DeleteContext delete
                ? delete(with, delete, place)
                : merge(with, (MergeContext) context, place);
    }

    private Insert insert(List<CommonTable> with, InsertContext context, Place place) {
        InsertSourceContext source = context.insertSource();
        return new Insert(
                with,
                NameBuilder.qualified(context.qualifiedName()),
                NameBuilder.identifierOrNull(context.identifier()),
                NameBuilder.identifiers(source.assignmentTarget()),
                source.query() == null ? null : statements.queries().query(source.query()),
                onConflict(context.onConflict()),
                returning(context.returning()),
                place);
    }

    private @Nullable OnConflict onConflict(@Nullable OnConflictContext context) {
        if (context == null) {
            return null;
        }
        ConflictTargetContext target = context.conflictTarget();
        return new OnConflict(
                target == null ? List.of() : expressions.indexElements(target.indexElement()),
                target == null ? null : NameBuilder.identifierOrNull(target.identifier()),
                context.UPDATE() != null,
                assignments(context.assignment()),
                statements.queries().where(context.where()),
                NameBuilder.place(context));
    }

    private Update update(List<CommonTable> with, UpdateContext context, Place place) {
        WhereOrCurrentOfContext where = context.whereOrCurrentOf();
        return new Update(
                with,
                NameBuilder.relation(context.relation()),
                NameBuilder.identifierOrNull(context.identifier()),
                assignments(context.assignment()),
                statements.queries().sources().from(context.from()),
                where == null ? null : expressions.expressionOrNull(where.expression()),
                where != null && where.CURRENT() != null,
                returning(context.returning()),
                place);
    }

    private Delete delete(List<CommonTable> with, DeleteContext context, Place place) {
        WhereOrCurrentOfContext where = context.whereOrCurrentOf();
        return new Delete(
                with,
                NameBuilder.relation(context.relation()),
                NameBuilder.identifierOrNull(context.identifier()),
                statements.queries().sources().sources(context.tableReference()),
                where == null ? null : expressions.expressionOrNull(where.expression()),
                where != null && where.CURRENT() != null,
                returning(context.returning()),
                place);
    }

    private Merge merge(List<CommonTable> with, MergeContext context, Place place) {
        List<MergeWhen> actions = new ArrayList<>();
        for (MergeWhenContext when : context.mergeWhen()) {
            actions.add(when(when));
        }
        return new Merge(
                with,
                NameBuilder.relation(context.relation()),
                NameBuilder.identifierOrNull(context.identifier()),
                statements.queries().sources().source(context.tableReference()),
                expressions.expression(context.expression()),
                actions,
                returning(context.returning()),
                place);
    }

    private MergeWhen when(MergeWhenContext context) {
        MergeChangeContext change = context.mergeChange();
        MergeInsertContext insert = context.mergeInsert();
        ParserRuleContext action = change == null ? insert : change;
        String word = action.getStart().getType() == PostgresParser.DO
                ? "NOTHING"
                : action.getStart().getText();
        return new MergeWhen(
                context.NOT() == null,
                word.toUpperCase(java.util.Locale.ROOT),
                expressions.expressionOrNull(context.expression()),
                change == null ? List.of() : assignments(change.assignment()),
                insert == null ? List.of() : expressions.within(insert.valuesRow()),
                NameBuilder.place(context));
    }

    private List<Assignment> assignments(List<AssignmentContext> contexts) {
        List<Assignment> assignments = new ArrayList<>(contexts.size());
        for (AssignmentContext context : contexts) {
            assignments.add(new Assignment(
                    NameBuilder.identifiers(context.assignmentTarget()),
                    expressions.expression(context.expression()),
                    NameBuilder.place(context)));
        }
        return assignments;
    }

    private List<Target> returning(@Nullable ReturningContext context) {
        return context == null ? List.of() : statements.queries().targets(context.targets());
    }
}
