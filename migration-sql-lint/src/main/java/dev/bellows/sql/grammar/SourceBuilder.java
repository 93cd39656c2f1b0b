package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in FROM: https://www.postgresql.org/docs/18/sql-select.html#SQL-FROM */
final class SourceBuilder {
    private final ExpressionBuilder expressions;
    private final QueryBuilder queries;

    SourceBuilder(ExpressionBuilder expressions, QueryBuilder queries) {
        this.expressions = expressions;
        this.queries = queries;
    }

    List<Source> from(@Nullable FromContext context) {
        return context == null ? List.of() : sources(context.tableReference());
    }

    List<Source> sources(List<TableReferenceContext> contexts) {
        List<Source> sources = new ArrayList<>(contexts.size());
        for (TableReferenceContext context : contexts) {
            sources.add(source(context));
        }
        return sources;
    }

    Source source(TableReferenceContext context) {
        Source first = source(context.tablePrimary());
        if (context.join().isEmpty()) {
            return first;
        }
        List<Join> joins = new ArrayList<>(context.join().size());
        for (JoinContext join : context.join()) {
            joins.add(join(join));
        }
        return new JoinSource(first, joins, null, NameBuilder.place(context));
    }

    private Join join(JoinContext context) {
        Source source =
                context.tableReference() == null ? source(context.tablePrimary()) : source(context.tableReference());
        JoinConditionContext condition = context.joinCondition();
        return new Join(
                type(context),
                source,
                condition == null ? null : expressions.expressionOrNull(condition.expression()),
                condition == null ? List.of() : NameBuilder.columns(condition.columnList()),
                NameBuilder.place(context));
    }

    private static String type(JoinContext context) {
        if (context.CROSS() != null) {
            return "CROSS";
        }
        return context.joinType() == null
                ? "INNER"
                : context.joinType().getStart().getText().toUpperCase(java.util.Locale.ROOT);
    }

    private Source source(TablePrimaryContext context) {
        Place place = NameBuilder.place(context);
        Identifier alias = context.alias() == null
                ? null
                : NameBuilder.identifier(context.alias().identifier());
        if (context.relation() != null) {
            return new TableSource(NameBuilder.relation(context.relation()), alias, place);
        } else if (context.parenthesisedTable() != null) {
            return parenthesised(context.parenthesisedTable(), alias, place);
        } else if (context.functionTable() != null) {
            FunctionAliasContext functionAlias = context.functionTable().functionAlias();
            Identifier name = functionAlias == null ? null : NameBuilder.identifierOrNull(functionAlias.identifier());
            return new FunctionSource(functions(context.functionTable()), name, place);
        }
        return new FunctionSource(expressions.within(context), alias, place);
    }

    private Source parenthesised(ParenthesisedTableContext context, @Nullable Identifier alias, Place place) {
        if (QueryChecks.isQuery(context)) {
            return new QuerySource(queries.query(context), alias, place);
        }
        Source inner = source(context.tableReference());
        return alias == null || !(inner instanceof JoinSource join)
                ? inner
                : new JoinSource(join.first(), join.joins(), alias, place);
    }

    private List<Expression> functions(FunctionTableContext context) {
        return expressions.within(context);
    }
}
