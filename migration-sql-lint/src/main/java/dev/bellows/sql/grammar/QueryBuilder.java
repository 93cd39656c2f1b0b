package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Queries: https://www.postgresql.org/docs/18/sql-select.html */
final class QueryBuilder {
    private final ExpressionBuilder expressions;
    private final StatementBuilder statements;
    private final SourceBuilder sources;

    QueryBuilder(ExpressionBuilder expressions, StatementBuilder statements) {
        this.expressions = expressions;
        this.statements = statements;
        this.sources = new SourceBuilder(expressions, this);
    }

    SourceBuilder sources() {
        return sources;
    }

    Query query(QueryContext context) {
        return query(with(context.withClause()), part(context.queryPrimary()), context.queryTail(), context);
    }

    Query query(JsonArrayQueryContext context) {
        return query(with(context.withClause()), simple(context.simpleQuery()), context.queryTail(), context);
    }

    /** Parentheses that hold a query. */
    Query query(ParenthesisedContext context) {
        ExpressionContext first = context.expression(0);
        QueryPart part;
        if (first != null) {
            Expression inner = expressions.expression(first);
            part = inner instanceof Subquery subquery ? subquery.query() : none(context);
        } else {
            part = context.simpleQuery() == null ? part(context.queryPrimary()) : simple(context.simpleQuery());
        }
        return query(with(context.withClause()), part, context.queryTail(), context);
    }

    /** Parentheses in FROM that hold a query. */
    Query query(ParenthesisedTableContext context) {
        TableReferenceContext first = context.tableReference();
        QueryPart part;
        if (first != null) {
            part = query(first.tablePrimary().parenthesisedTable());
        } else {
            part = context.simpleQuery() == null ? part(context.queryPrimary()) : simple(context.simpleQuery());
        }
        return query(with(context.withClause()), part, context.queryTail(), context);
    }

    private static QueryPart none(ParserRuleContext context) {
        throw new IllegalStateException("no query: " + NameBuilder.text(context));
    }

    /** A query that a WITH may precede, whose parts the caller has found. */
    Query query(List<CommonTable> with, QueryPart first, @Nullable QueryTailContext tail, ParserRuleContext whole) {
        if (first instanceof Query inner && with.isEmpty() && tail == null) {
            return inner;
        }
        List<QueryPart> parts = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        List<Expression> order = new ArrayList<>();
        List<Expression> limits = new ArrayList<>();
        parts.add(first);
        boolean locks = false;
        if (tail != null) {
            for (SetOperationContext operation : tail.setOperation()) {
                parts.add(part(operation.queryPrimary()));
                String word = operation.getStart().getText().toUpperCase(Locale.ROOT);
                operators.add(operation.ALL() == null ? word : word + " ALL");
            }
            order.addAll(expressions.within(tail.orderBy()));
            for (LimitOrLockContext limit : tail.limitOrLock()) {
                locks |= limit.FOR() != null && limit.READ() == null;
                limits.addAll(limit.FOR() == null ? expressions.within(limit) : List.of());
            }
        }
        return new Query(with, parts, operators, order, limits, locks, NameBuilder.place(whole));
    }

    QueryPart part(QueryPrimaryContext context) {
        return context.simpleQuery() == null ? query(context.query()) : simple(context.simpleQuery());
    }

    QueryPart simple(SimpleQueryContext context) {
        Place place = NameBuilder.place(context);
        if (context.VALUES() != null) {
            List<RowValue> rows = new ArrayList<>(context.valuesRow().size());
            for (ValuesRowContext row : context.valuesRow()) {
                rows.add(new RowValue(expressions.expressions(row.expressionList()), NameBuilder.place(row)));
            }
            return new Values(rows, place);
        } else if (context.TABLE() != null) {
            return new TableQuery(NameBuilder.relation(context.relation()), place);
        }
        return new Select(
                context.distinct() != null,
                targets(context.targets()),
                context.into() == null
                        ? null
                        : NameBuilder.qualified(context.into().qualifiedName()),
                sources.from(context.from()),
                where(context.where()),
                expressions.within(context.groupBy()),
                context.having() == null
                        ? null
                        : expressions.expression(context.having().expression()),
                expressions.within(context.windows()),
                place);
    }

    @Nullable
    Expression where(@Nullable WhereContext context) {
        return context == null ? null : expressions.expression(context.expression());
    }

    List<Target> targets(@Nullable TargetsContext context) {
        if (context == null) {
            return List.of();
        }
        List<Target> targets = new ArrayList<>(context.getChildCount());
        for (TargetContext target : context.target()) {
            Place place = NameBuilder.place(target);
            Expression value = target.expression() == null
                    ? new AllColumns(null, place)
                    : expressions.expression(target.expression());
            ParserRuleContext alias = target.label() == null ? target.bareLabel() : target.label();
            targets.add(new Target(value, NameBuilder.identifierOrNull(alias), place));
        }
        return List.copyOf(targets);
    }

    List<CommonTable> with(@Nullable WithClauseContext context) {
        if (context == null) {
            return List.of();
        }
        List<CommonTable> tables = new ArrayList<>();
        for (CommonTableContext table : context.commonTable()) {
            tables.add(new CommonTable(
                    NameBuilder.identifier(table.identifier()),
                    NameBuilder.columns(table.columnList()),
                    statements.preparable(table.preparableStatement()),
                    NameBuilder.place(table)));
        }
        return List.copyOf(tables);
    }
}
