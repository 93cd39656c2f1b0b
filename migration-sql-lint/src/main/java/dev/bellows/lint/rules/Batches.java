package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.Assignment;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Many rows changed in small transactions, as SQL. */
final class Batches {
    private static final String HEAD =
            "-- bellows:transaction off\n-- Each statement commits by itself: as often as rows are left.\n";
    private static final int SIZE = 10_000;

    private Batches() {}

    /**
     * UPDATE.
     *
     * @param set what stands behind SET
     * @param open which rows are still to be changed; a batch must make this false
     */
    static String update(Scope scope, QualifiedName table, String set, String open) {
        return HEAD + "UPDATE " + scope.text(table) + " SET " + set + "\n    WHERE " + some(scope, table, open) + ";";
    }

    /** An UPDATE that stands in a migration, in batches. */
    static String update(Scope scope, Update update) {
        QualifiedName table = update.table().name();
        String set = update.assignments().stream().map(scope::text).collect(Collectors.joining(", "));
        String old = update.where() == null ? "" : "(" + scope.text(update.where()) + ") AND ";
        List<String> open = new ArrayList<>();
        for (Assignment assignment : update.assignments()) {
            @Nullable String unchanged = unchanged(scope, table, assignment);
            if (unchanged == null || !update.from().isEmpty()) {
                return ranges(scope, update, table);
            }
            open.add(unchanged);
        }
        String any = open.size() == 1 ? open.get(0) : "(" + String.join(" OR ", open) + ")";
        return update(scope, table, set, old + any);
    }

    /** What is true of a row that is still to be changed, and false after that; null where no such thing can be said. */
    private static @Nullable String unchanged(Scope scope, QualifiedName table, Assignment assignment) {
        if (assignment.columns().size() != 1) {
            return null;
        }
        Identifier column = assignment.columns().get(0);
        if (scope.unused(table, column.name())) {
            return column.written() + " IS NULL";
        }
        boolean same = Nodes.inside(assignment.value(), FunctionCall.class).isEmpty()
                && Nodes.inside(assignment.value(), Query.class).isEmpty()
                && Nodes.inside(assignment.value(), ColumnReference.class).stream()
                        .noneMatch(reference -> reference.name().name().equals(column.name()));
        return same ? column.written() + " IS DISTINCT FROM (" + scope.text(assignment.value()) + ")" : null;
    }

    private static String ranges(Scope scope, Update update, QualifiedName table) {
        List<String> key = scope.table(table)
                .flatMap(Table::primaryKey)
                .map(SchemaConstraint::columns)
                .orElse(List.of());
        Identifier alias = update.alias();
        String of = alias == null ? scope.text(table) : alias.written();
        String column = key.size() == 1 ? of + "." + Sql.quoted(key.get(0)) : of + ".key";
        String text = scope.text(update);
        @Nullable Expression where = update.where();
        String before = where == null
                ? text + " WHERE "
                : text.substring(0, where.place().start() - update.place().start()) + "(" + scope.text(where)
                        + ") AND ";
        return "-- bellows:transaction off\n-- Each statement commits by itself: one for each range of the key.\n"
                + before + column + " >= 0 AND " + column + " < " + SIZE + ";";
    }

    /**
     * DELETE.
     *
     * @param open which rows are to go; empty for all
     */
    static String delete(Scope scope, QualifiedName table, String open) {
        return HEAD + "DELETE FROM " + scope.text(table) + "\n    WHERE " + some(scope, table, open) + ";";
    }

    private static String some(Scope scope, QualifiedName table, String open) {
        List<String> columns = scope.table(table)
                .flatMap(Table::primaryKey)
                .map(key -> key.columns().stream().map(Sql::quoted).toList())
                .orElse(List.of());
        String rows = " FROM " + scope.text(table) + (open.isEmpty() ? "" : " WHERE " + open) + " LIMIT " + SIZE + ")";
        if (columns.isEmpty()) {
            return "ctid = ANY (ARRAY(SELECT ctid" + rows + ")";
        }
        String key = String.join(", ", columns);
        return (columns.size() == 1 ? key : "(" + key + ")") + " IN (SELECT " + key + rows;
    }
}
