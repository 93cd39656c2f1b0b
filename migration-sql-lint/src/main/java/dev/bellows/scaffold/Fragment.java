package dev.bellows.scaffold;

import dev.bellows.sql.Span;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Comment;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Select;
import dev.bellows.sql.tree.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pieces of SQL that a person types as arguments: read by putting them where they belong in a statement. */
final class Fragment {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);

    private Fragment() {}

    /** {@code orders.total}, {@code shop.orders."Total"}. */
    static ObjectReference column(String text) {
        Statement statement = read("COMMENT ON COLUMN ", text, " IS NULL");
        if (statement instanceof Comment comment && comment.object().of() != null) {
            return comment.object();
        }
        throw wrong(text, "no column: a column is written with its table, such as orders.total");
    }

    /** {@code orders}, {@code shop.orders}. */
    static ObjectReference table(String text) {
        Statement statement = read("COMMENT ON TABLE ", text, " IS NULL");
        if (statement instanceof Comment comment) {
            return comment.object();
        }
        throw wrong(text, "no table");
    }

    /** {@code numeric(12, 2)}. */
    static DataType type(String text) {
        Statement statement = read("CREATE TABLE t (c ", text, ")");
        List<ColumnDefinition> columns = Nodes.inside(statement, ColumnDefinition.class);
        @Nullable DataType type = columns.size() == 1 ? columns.get(0).type() : null;
        if (!(statement instanceof CreateTable)
                || type == null
                || !columns.get(0).constraints().isEmpty()) {
            throw wrong(text, "no type, such as numeric(12, 2)");
        }
        return type;
    }

    /** A name that stands alone: {@code total_cents}. */
    static String name(String text) {
        ObjectReference column = column("t." + text);
        if (column.of() == null || column.of().parts().size() != 1 || column.name() == null) {
            throw wrong(text, "no name of a column");
        }
        return column.name().name();
    }

    /**
     * An expression, with each column that stands in it without a table put behind a prefix.
     *
     * @param columns those that may stand in it
     */
    static String expression(String text, String prefix, Set<String> columns) {
        return expression(text, columns, written -> prefix + written);
    }

    /**
     * An expression, with each column that stands in it written otherwise.
     *
     * @param columns those that may stand in it, without a table
     */
    static String expression(String text, Set<String> columns, UnaryOperator<String> otherwise) {
        String head = "SELECT ";
        Statement statement = read(head, text, "");
        boolean one = statement instanceof Query query
                && query.parts().size() == 1
                && query.parts().get(0) instanceof Select select
                && select.targets().size() == 1
                && Nodes.inside(statement, Query.class).size() == 1;
        if (!one) {
            throw wrong(text, "no expression; it may not be a query either");
        }
        StringBuilder made = new StringBuilder(text);
        List<ColumnReference> references = Nodes.inside(statement, ColumnReference.class).stream()
                .sorted(Comparator.comparing(
                                (ColumnReference reference) -> reference.place().start())
                        .reversed())
                .toList();
        for (ColumnReference reference : references) {
            if (reference.name().parts().size() > 1
                    || !columns.contains(reference.name().name())) {
                throw wrong(text, "about " + reference.name() + ": it may only be about " + String.join(", ", columns));
            }
            int start = reference.place().start() - head.length();
            int end = reference.place().end() - head.length();
            made.replace(start, end, otherwise.apply(text.substring(start, end)));
        }
        return made.toString();
    }

    private static Statement read(String before, String text, String after) {
        String sql = before + text + after;
        try {
            // A comment could hide what stands behind it.
            if (text.isBlank() || text.contains("--") || text.contains("/*") || text.contains(";")) {
                throw wrong(text, "not understood here: write it without comments and semicolons");
            }
            return PARSER.parse(
                    "", new StatementText(1, new Span(0, sql.length(), 1, 1), sql, new TransactionUse.Inside(false)));
        } catch (SqlSyntaxException e) {
            throw wrong(text, "not understood: " + e.problem());
        }
    }

    private static ScaffoldException wrong(String text, String problem) {
        return new ScaffoldException("\"" + text + "\" is " + problem, "bellows new --help shows how each is written");
    }
}
