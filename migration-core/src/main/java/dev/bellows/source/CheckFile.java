package dev.bellows.source;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Script;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.Directives;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import dev.bellows.sql.tree.CommonTable;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Select;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check may hold: queries that only read. The server holds them to that too, for what a text does not show. */
final class CheckFile {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);

    private CheckFile() {}

    /** Why a check cannot be run as it is; of each statement that is the reason one. */
    static List<Refusal> refusals(MigrationLabel label, Script check) {
        List<Refusal> found = new ArrayList<>();
        try {
            if (!check.outline().directives().equals(Directives.NONE)) {
                found.add(Refusal.of(
                        "directive-in-check",
                        label,
                        check.name(),
                        "it holds a directive; a check takes none",
                        "remove it; the migration's own directives hold for its check too"));
            }
            statements(label, check, found);
        } catch (UnreadableScriptException e) {
            found.add(e.refusal());
        } catch (SqlSyntaxException e) {
            found.add(refusal("syntax", label, check, e.line(), e.problem(), "correct the file"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void statements(MigrationLabel label, Script check, List<Refusal> found) throws IOException {
        try (Splitter splitter = new Splitter(check.name(), check.open())) {
            for (@Nullable StatementText text = splitter.next(); text != null; text = splitter.next()) {
                @Nullable String problem = problem(check, text);
                if (problem != null) {
                    found.add(refusal(
                            "not-a-query",
                            label,
                            check,
                            text.span().line(),
                            problem,
                            "write it as a query that only reads and returns a row for each thing that is wrong"));
                    return;
                }
            }
        }
    }

    private static Refusal refusal(
            String code, MigrationLabel label, Script check, int line, String cause, String next) {
        return Refusal.at(code, label, check.name(), line, cause, next);
    }

    private static @Nullable String problem(Script check, StatementText text) {
        if (text.use() instanceof TransactionUse.Refused refused) {
            return refused.command() + " may not run in the transaction of a migration";
        }
        Statement statement = PARSER.parse(check.name(), text);
        if (!(statement instanceof Query)) {
            return "a check holds queries only (SELECT, VALUES, TABLE, WITH … SELECT), and this is another statement";
        }
        Nodes inside = new Nodes(statement);
        if (inside.inside(CommonTable.class).stream().anyMatch(table -> !(table.statement() instanceof Query))) {
            return "a query of a check's WITH writes";
        }
        if (inside.inside(Select.class).stream().anyMatch(select -> select.into() != null)) {
            return "SELECT INTO makes a table";
        }
        return inside.inside(Query.class).stream().anyMatch(Query::locksRows)
                ? "FOR UPDATE and its like lock rows"
                : null;
    }
}
