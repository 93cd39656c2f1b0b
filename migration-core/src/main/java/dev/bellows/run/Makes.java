package dev.bellows.run;

import dev.bellows.model.Script;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables and columns that the statements of a file make: those come back when it is applied again. */
final class Makes {
    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);
    private static final Set<String> MAY_MAKE = Set.of("create", "alter");

    /** Their names: with a schema where the file says one, without quotes. */
    private final List<List<String>> names = new ArrayList<>();

    private Makes() {}

    /** Reads a file; code makes nothing that is known. */
    static Makes of(Script script) throws IOException {
        Makes makes = new Makes();
        if (!script.hasText()) {
            return makes;
        }
        try (Splitter splitter = new Splitter(script.name(), script.open())) {
            for (@Nullable StatementText each = splitter.next(); each != null; each = splitter.next()) {
                if (MAY_MAKE.contains(Guard.firstWord(each))) {
                    makes.sees(PARSER.parse(script.name(), each));
                }
            }
        } catch (SqlSyntaxException | UnreadableScriptException e) {
            // The file has other worries, and is not applied as it is.
            return new Makes();
        }
        return makes;
    }

    private void sees(Statement statement) {
        @Nullable QualifiedName table = WaitingThings.tableMadeBy(statement);
        if (table != null) {
            names.add(name(table, null));
        } else if (statement instanceof AlterTable alter) {
            alter.actions().stream()
                    .filter(AddColumn.class::isInstance)
                    .map(action -> ((AddColumn) action).column().name().name())
                    .forEach(column -> names.add(name(alter.relation().name(), column)));
        }
    }

    private static List<String> name(QualifiedName table, @Nullable String column) {
        List<String> parts = new ArrayList<>();
        @Nullable String schema = table.schema();
        if (schema != null) {
            parts.add(schema);
        }
        parts.add(table.name());
        if (column != null) {
            parts.add(column);
        }
        return parts;
    }

    /**
     * Whether one of them is called so; where the file says no schema, in whichever.
     *
     * @param object a table, or a column, with its schema; quoted where it must be
     * @param column whether it is a column
     */
    boolean has(String object, boolean column) {
        List<String> parts = parts(object);
        int length = column ? 3 : 2;
        return names.stream()
                .anyMatch(name -> name.equals(parts)
                        || (name.size() == length - 1 && name.equals(parts.subList(1, parts.size()))));
    }

    private static List<String> parts(String object) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < object.length(); i++) {
            char c = object.charAt(i);
            boolean doubled = quoted && c == '"' && i + 1 < object.length() && object.charAt(i + 1) == '"';
            if (doubled) {
                part.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }
}
