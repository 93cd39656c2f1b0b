package dev.bellows.lint;

import dev.bellows.schema.Schema;
import dev.bellows.sql.EmbeddedSql;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.PlpgsqlBody;
import dev.bellows.sql.Span;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import dev.bellows.sql.tree.Code;
import dev.bellows.sql.tree.CommonTable;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.sql.tree.Explain;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Prepare;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of which it is known what it says: all of that needs nothing but its text.
 *
 * @param nodes what it is made of
 * @param passage where it stands
 * @param inDo whether that is in a DO block
 * @param inside the statements that it runs, in their order
 */
record Understood(Statement statement, Nodes nodes, Passage passage, boolean inDo, List<Understood> inside) {
    /** PL/pgSQL's INTO, which names variables: https://www.postgresql.org/docs/18/plpgsql-statements.html */
    private static final Pattern INTO = Pattern.compile(
            "(?i)(?<!insert\\s{1,9})(?<!merge\\s{1,9})\\binto\\s+(strict\\s+)?[\\w.\"]+(\\s*,\\s*[\\w.\"]+)*");

    static Understood of(Statement statement, Passage passage, SqlParser parser) {
        return of(statement, passage, false, parser);
    }

    private static Understood of(Statement statement, Passage passage, boolean inDo, SqlParser parser) {
        Nodes nodes = new Nodes(statement);
        return new Understood(statement, nodes, passage, inDo, inside(statement, nodes, passage, inDo, parser));
    }

    private static List<Understood> inside(
            Statement statement, Nodes nodes, Passage passage, boolean inDo, SqlParser parser) {
        if (statement instanceof DoBlock block && block.code() != null) {
            return body(block.code(), passage, parser);
        } else if (statement instanceof Explain explain && explain.analyze()) {
            return List.of(of(explain.statement(), passage, inDo, parser));
        } else if (statement instanceof Prepare prepare) {
            return List.of(of(prepare.statement(), passage, inDo, parser));
        }
        List<CommonTable> common = nodes.inside(CommonTable.class);
        return common.isEmpty() ? List.of() : changing(common, passage, inDo, parser);
    }

    /** WITH may change rows too. */
    private static List<Understood> changing(
            List<CommonTable> common, Passage passage, boolean inDo, SqlParser parser) {
        return common.stream()
                .map(CommonTable::statement)
                .filter(each -> !(each instanceof Query))
                .sorted(Comparator.comparing(each -> each.place().start()))
                .map(each -> of(each, passage, inDo, parser))
                .toList();
    }

    /** The statements of a body that the text of a statement holds. */
    static List<Understood> body(Code code, Passage passage, SqlParser parser) {
        List<Understood> inside = new ArrayList<>();
        for (EmbeddedSql sql : PlpgsqlBody.sql(code.text())) {
            if (sql.kind() == EmbeddedSql.Kind.STATIC) {
                Passage at = code.offset() < 0
                        ? passage.somewhereInside(withoutInto(sql.text()))
                        : passage.inside(withoutInto(sql.text()), code.offset() + sql.offset() - added(sql, code));
                add(at, parser, inside);
            } else if (sql.kind() == EmbeddedSql.Kind.LITERAL) {
                // Behind the quote that opens the string.
                int from = code.offset() + sql.offset() + 1;
                LooseScript script = new LooseScript("", LooseScript.Text.of(sql.text()), "bellows");
                script.statements(text -> add(
                        code.offset() < 0
                                ? passage.somewhereInside(text.text())
                                : passage.inside(
                                        text.text(), from + (int) text.span().start()),
                        parser,
                        inside));
            }
        }
        return inside;
    }

    /** PERFORM is told as SELECT, which does not stand there. */
    private static int added(EmbeddedSql sql, Code code) {
        return code.text().startsWith(sql.text(), sql.offset()) ? 0 : "SELECT ".length();
    }

    private static String withoutInto(String sql) {
        Matcher into = INTO.matcher(sql);
        return into.find()
                ? sql.substring(0, into.start()) + " ".repeat(into.end() - into.start()) + sql.substring(into.end())
                : sql;
    }

    private static void add(Passage passage, SqlParser parser, List<Understood> inside) {
        String text = passage.text();
        StatementText statement =
                new StatementText(1, new Span(0, text.length(), 1, 1), text, new TransactionUse.Inside(true));
        try {
            inside.add(of(parser.parse("", statement), passage, true, parser));
        } catch (SqlSyntaxException e) {
            // What is not SQL here is PL/pgSQL that the body's reader does not know; the block itself is judged.
            return;
        }
    }

    /** Adds what it changes to a schema, after what the statements inside it do. */
    void foldInto(Schema schema) {
        inside.forEach(each -> each.foldInto(schema));
        schema.add(statement);
    }
}
