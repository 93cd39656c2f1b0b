package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE, CREATE TABLE AS, CREATE FOREIGN TABLE. */
final class TableBuilder {
    private final ExpressionBuilder expressions;
    private final ConstraintBuilder constraints;
    private final StatementBuilder statements;

    TableBuilder(ExpressionBuilder expressions, ConstraintBuilder constraints, StatementBuilder statements) {
        this.expressions = expressions;
        this.constraints = constraints;
        this.statements = statements;
    }

    Statement create(CreateTableContext context, Place place) {
        if (context.tableSource() != null) {
            return createAs(context, place);
        }
        TableOptionsContext options = context.tableOptions();
        List<QualifiedNameContext> names = context.qualifiedName();
        return new CreateTable(
                NameBuilder.persistence(context.persistence()),
                context.ifNotExists() != null,
                NameBuilder.qualified(names.get(0)),
                elements(context.tableElements()),
                context.inherits() == null
                        ? List.of()
                        : NameBuilder.qualified(context.inherits().qualifiedNameList()),
                context.OF() != null && context.PARTITION() == null ? NameBuilder.qualified(names.get(1)) : null,
                context.PARTITION() != null ? NameBuilder.qualified(names.get(1)) : null,
                bound(context.partitionBound()),
                partitionBy(context.partitionBy()),
                NameBuilder.identifierOrNull(options.identifier()),
                NameBuilder.options(options.storageParameters()),
                onCommit(options.onCommit()),
                options.tablespace() == null
                        ? null
                        : NameBuilder.identifier(options.tablespace().identifier()),
                null,
                place);
    }

    private static @Nullable String onCommit(@Nullable OnCommitContext context) {
        if (context == null) {
            return null;
        }
        return context.DROP() != null ? "DROP" : context.DELETE() != null ? "DELETE ROWS" : "PRESERVE ROWS";
    }

    Statement create(CreateForeignTableContext context, Place place) {
        List<QualifiedNameContext> names = context.qualifiedName();
        return new CreateTable(
                Persistence.PERMANENT,
                context.ifNotExists() != null,
                NameBuilder.qualified(names.get(0)),
                elements(context.tableElements()),
                context.inherits() == null
                        ? List.of()
                        : NameBuilder.qualified(context.inherits().qualifiedNameList()),
                null,
                context.PARTITION() != null ? NameBuilder.qualified(names.get(1)) : null,
                bound(context.partitionBound()),
                null,
                null,
                List.of(),
                null,
                null,
                NameBuilder.identifier(context.identifier()),
                place);
    }

    private Statement createAs(CreateTableContext context, Place place) {
        List<Identifier> columns = new ArrayList<>();
        if (context.tableElements() != null) {
            for (TableElementContext element : context.tableElements().tableElement()) {
                columns.add(NameBuilder.identifier(element.column().identifier()));
            }
        }
        TableSourceContext source = context.tableSource();
        Statement filledBy = source.query() != null
                ? statements.queries().query(source.query())
                : new Execute(
                        NameBuilder.identifier(source.identifier()),
                        expressions.expressions(source.expressionList()),
                        NameBuilder.place(source));
        return new CreateTableAs(
                NameBuilder.persistence(context.persistence()),
                context.ifNotExists() != null,
                NameBuilder.qualified(context.qualifiedName(0)),
                columns,
                filledBy,
                isWithData(source.withData()),
                place);
    }

    static boolean isWithData(@Nullable WithDataContext context) {
        return context == null || context.NO() == null;
    }

    private List<TableElement> elements(@Nullable TableElementsContext context) {
        if (context == null) {
            return List.of();
        }
        List<TableElement> elements = new ArrayList<>(context.getChildCount());
        for (TableElementContext element : context.tableElement()) {
            elements.add(element(element));
        }
        return List.copyOf(elements);
    }

    private TableElement element(TableElementContext context) {
        Place place = NameBuilder.place(context);
        if (context.column() != null) {
            return column(context.column());
        } else if (context.tableConstraint() != null) {
            return new TableConstraint(constraints.ofTable(context.tableConstraint()), place);
        }
        List<String> including = new ArrayList<>();
        for (LikeOptionContext option : context.likeOption()) {
            String name = option.getStop().getText().toUpperCase(Locale.ROOT);
            if (option.INCLUDING() != null) {
                including.add(name);
            } else {
                including.remove(name);
            }
        }
        return new LikeTable(NameBuilder.qualified(context.qualifiedName()), including, place);
    }

    ColumnDefinition column(ColumnContext context) {
        return new ColumnDefinition(
                NameBuilder.identifier(context.identifier()),
                context.typeName() == null ? null : TypeNameBuilder.type(context.typeName()),
                constraints.collation(context.columnConstraint()),
                constraints.ofColumn(context.columnConstraint()),
                NameBuilder.place(context));
    }

    @Nullable
    PartitionBound bound(@Nullable PartitionBoundContext context) {
        return context == null
                ? null
                : new PartitionBound(
                        context.DEFAULT() != null, expressions.within(context), NameBuilder.place(context));
    }

    private @Nullable PartitionKey partitionBy(@Nullable PartitionByContext context) {
        if (context == null) {
            return null;
        }
        List<IndexElement> keys = new ArrayList<>();
        for (PartitionKeyContext key : context.partitionKey()) {
            List<QualifiedNameContext> names = key.qualifiedName();
            boolean collated = key.COLLATE() != null;
            keys.add(new IndexElement(
                    expressions.columnOrExpression(key.identifier(), key.functionCall(), key.expression()),
                    collated ? NameBuilder.qualified(names.get(0)) : null,
                    names.size() > (collated ? 1 : 0) ? NameBuilder.qualified(names.get(names.size() - 1)) : null,
                    false,
                    NameBuilder.place(key)));
        }
        String strategy = context.identifier().getText().toLowerCase(Locale.ROOT);
        return new PartitionKey(strategy, keys, NameBuilder.place(context));
    }
}
