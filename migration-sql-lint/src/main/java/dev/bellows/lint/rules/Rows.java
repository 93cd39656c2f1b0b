package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.schema.Index;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.CommonTable;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.Merge;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Operation;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.QueryPart;
import dev.bellows.sql.tree.Relation;
import dev.bellows.sql.tree.Select;
import dev.bellows.sql.tree.Source;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.TableQuery;
import dev.bellows.sql.tree.Update;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many rows a statement changes, as far as its text and the schema tell. */
final class Rows {
    private final Scope scope;
    private final List<CommonTable> common;
    private final Set<CommonTable> seen = new HashSet<>();

    private Rows(Statement statement, Scope scope) {
        this.scope = scope;
        this.common = Nodes.inside(statement, CommonTable.class);
    }

    static boolean changes(Statement statement) {
        return statement instanceof Update
                || statement instanceof Delete
                || statement instanceof Insert
                || statement instanceof Merge;
    }

    /** What it changes. */
    static QualifiedName table(Statement statement) {
        if (statement instanceof Update update) {
            return update.table().name();
        } else if (statement instanceof Delete delete) {
            return delete.table().name();
        } else if (statement instanceof Merge merge) {
            return merge.table().name();
        }
        return ((Insert) statement).table();
    }

    /** Whether it may change or read as many rows as a table in use has. */
    static boolean many(Statement statement, Scope scope) {
        return new Rows(statement, scope).many(statement);
    }

    private boolean many(Statement statement) {
        if (statement instanceof Update update) {
            return !update.currentOf() && many(update.where(), update.table().name());
        } else if (statement instanceof Delete delete) {
            return !delete.currentOf() && many(delete.where(), delete.table().name());
        } else if (statement instanceof Insert insert) {
            return insert.query() != null && many(insert.query());
        } else if (statement instanceof Merge merge) {
            return Nodes.inside(merge.source(), Relation.class).stream().anyMatch(this::large);
        }
        return statement instanceof Query query && many(query);
    }

    private boolean many(@Nullable Expression where, QualifiedName table) {
        return !scope.unused(table) && (where == null || !bounded(where, table, scope));
    }

    /** What a query gives: few rows from nothing but values, functions and new tables, by a key, and under a limit. */
    private boolean many(Query query) {
        if (!query.limits().isEmpty()) {
            return false;
        }
        for (QueryPart part : query.parts()) {
            boolean many = part instanceof Query inner
                    ? many(inner)
                    : part instanceof TableQuery table
                            ? large(table.table())
                            : part instanceof Select select && many(select);
            if (many) {
                return true;
            }
        }
        return false;
    }

    private boolean many(Select select) {
        for (Source source : select.from()) {
            for (Relation relation : Nodes.inside(source, Relation.class)) {
                if (large(relation) && (select.where() == null || !bounded(select.where(), relation.name(), scope))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Catalogs are small; of what WITH names, its own statement tells. */
    private boolean large(Relation relation) {
        QualifiedName name = relation.name();
        if (name.schema() == null) {
            for (CommonTable table : common) {
                if (table.name().is(name.name())) {
                    return seen.add(table) && many(table.statement());
                }
            }
        }
        boolean catalog = "pg_catalog".equals(name.schema())
                || "information_schema".equals(name.schema())
                || name.name().startsWith("pg_");
        return !catalog && !scope.unused(name);
    }

    /** Whether a condition leaves a few rows: a key that equals something, or a batch. */
    static boolean bounded(Expression where, QualifiedName table, Scope scope) {
        List<Expression> conditions = new ArrayList<>();
        conjuncts(where, conditions);
        for (Expression condition : conditions) {
            if (condition instanceof Literal literal && literal.value().equals("false")) {
                return true;
            }
            boolean batch = Nodes.inside(condition, Query.class).stream()
                    .anyMatch(query -> !query.limits().isEmpty());
            if (batch) {
                return true;
            }
        }
        Set<String> fixed = conditions.stream().flatMap(Rows::fixed).collect(Collectors.toSet());
        return keys(table, scope).anyMatch(key -> !key.isEmpty() && fixed.containsAll(key));
    }

    private static Stream<List<String>> keys(QualifiedName table, Scope scope) {
        Stream<List<String>> unique = scope.schema().indexes(scope.name(table)).stream()
                .filter(index -> index.unique() && !index.partial())
                .map(Index::columns);
        boolean whole = scope.table(table).map(Table::whole).orElse(false);
        return whole ? unique : Stream.concat(unique, Stream.of(List.of("id")));
    }

    private static void conjuncts(Expression where, List<Expression> to) {
        if (where instanceof Operation operation && operation.operands().size() > 1 && operation.is("AND")) {
            operation.operands().forEach(each -> conjuncts(each, to));
        } else {
            to.add(where);
        }
    }

    /** The column that a condition ties to one value or a list of them. */
    private static Stream<String> fixed(Expression condition) {
        if (condition instanceof Operation operation
                && operation.operands().size() == 2
                && (operation.is("=") || operation.is("IN"))) {
            Expression left = operation.operands().get(0);
            Expression right = operation.operands().get(1);
            if (left instanceof ColumnReference column && isConstant(right)) {
                return Stream.of(column.name().name());
            } else if (right instanceof ColumnReference column && isConstant(left)) {
                return Stream.of(column.name().name());
            }
        }
        return Stream.empty();
    }

    private static boolean isConstant(Expression value) {
        return Nodes.inside(value, ColumnReference.class).isEmpty()
                && Nodes.inside(value, Query.class).isEmpty();
    }

    /** Whether a condition is none: it says nothing of the rows. */
    static boolean trivial(@Nullable Expression where) {
        return where == null
                || (isConstant(where)
                        && Nodes.inside(where, FunctionCall.class).isEmpty()
                        && !Nodes.inside(where, Literal.class).isEmpty()
                        && Nodes.inside(where, Literal.class).stream()
                                .noneMatch(literal ->
                                        literal.value().equals("false") || literal.kind() == Literal.Kind.NULL));
    }
}
