package dev.bellows.corpus;

import dev.bellows.schema.Column;
import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.DataType;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a schema says of itself and what PostgreSQL's catalog says, in the same lines. */
final class FoldedCatalog {
    private static final String COLUMNS = """
            SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname
                || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
                || CASE WHEN a.atthasdef THEN ' default' ELSE '' END
                || CASE a.attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' ELSE '' END
                || CASE WHEN a.attgenerated <> '' THEN ' generated' ELSE '' END
                || CASE WHEN t.typtype IN ('b', 'd', 'e') AND t.typnamespace = 'pg_catalog'::regnamespace
                    THEN ' ' || format_type(a.atttypid, NULL) ELSE '' END
            FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_type AS t ON t.oid = a.atttypid
            WHERE c.relkind IN ('r', 'p', 'f') AND a.attnum > 0 AND NOT a.attisdropped AND OURS
            """;

    private static final String CONSTRAINTS = """
            SELECT 'constraint ' || n.nspname || '.' || c.relname || '.' || k.conname || ' '
                || CASE k.contype WHEN 'p' THEN 'PRIMARY_KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'c' THEN 'CHECK'
                    WHEN 'f' THEN 'FOREIGN_KEY' ELSE 'EXCLUDE' END
                || CASE WHEN k.contype IN ('p', 'u', 'f') THEN ' ' || (SELECT string_agg(a.attname, ', ' ORDER BY u.i)
                    FROM unnest(k.conkey) WITH ORDINALITY AS u (n, i)
                    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = u.n) ELSE '' END
                || CASE WHEN k.contype = 'f' THEN ' to ' || (SELECT rn.nspname || '.' || r.relname FROM pg_class AS r
                    JOIN pg_namespace AS rn ON rn.oid = r.relnamespace WHERE r.oid = k.confrelid) ELSE '' END
                || CASE WHEN k.convalidated THEN '' ELSE ' not valid' END
            FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE k.contype IN ('p', 'u', 'c', 'f', 'x') AND OURS
            """;

    private static final String INDEXES = """
            SELECT 'index ' || n.nspname || '.' || c.relname || ' on ' || t.relname
                || CASE WHEN i.indisunique THEN ' unique' ELSE '' END
                || CASE WHEN i.indpred IS NOT NULL THEN ' partial' ELSE '' END || ' ('
                || (SELECT string_agg(coalesce(a.attname, ''), ', ' ORDER BY u.i)
                    FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS u (n, i)
                    LEFT JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = u.n AND u.n > 0
                    WHERE u.i <= i.indnkeyatts) || ')'
            FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid JOIN pg_class AS t ON t.oid = i.indrelid
            JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE t.relkind <> 't' AND OURS
            """;

    private static final String VIEWS = """
            SELECT CASE c.relkind WHEN 'm' THEN 'materialized view ' ELSE 'view ' END || n.nspname || '.' || c.relname
                || ' (' || (SELECT string_agg(a.attname, ', ' ORDER BY a.attnum) FROM pg_attribute AS a
                    WHERE a.attrelid = c.oid AND a.attnum > 0) || ') uses '
                || (SELECT coalesce(string_agg(DISTINCT u.relname, ', ' ORDER BY u.relname), '') FROM pg_rewrite AS r
                    JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                    JOIN pg_class AS u ON d.refclassid = 'pg_class'::regclass AND u.oid = d.refobjid AND u.oid <> c.oid
                    WHERE r.ev_class = c.oid)
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('v', 'm') AND OURS
            """;

    private static final String OURS = "n.nspname NOT IN ('pg_catalog', 'information_schema')"
            + " AND NOT EXISTS (SELECT FROM pg_depend AS x WHERE x.objid = c.oid AND x.deptype = 'e')";

    private final Connection connection;
    private final Set<String> types = new TreeSet<>();

    FoldedCatalog(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT format_type(oid, NULL) FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace")) {
            while (row.next()) {
                types.add(row.getString(1));
            }
        }
    }

    /** One line for each column, constraint, index and view; tables that only dynamic SQL made are nobody's to know. */
    String ofTablesIn(Schema schema) throws SQLException {
        TreeSet<String> lines = new TreeSet<>();
        String unknown = unknown(schema);
        for (String query : List.of(COLUMNS, CONSTRAINTS, INDEXES, VIEWS)) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query.replace("OURS", OURS))) {
                while (row.next()) {
                    if (unknown.isEmpty() || !row.getString(1).matches(".*\\b(" + unknown + ").*")) {
                        lines.add(row.getString(1));
                    }
                }
            }
        }
        return String.join("\n", lines);
    }

    private String unknown(Schema schema) throws SQLException {
        List<String> unknown = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT n.nspname, c.relname FROM pg_class AS c"
                        + " JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND "
                        + OURS)) {
            while (row.next()) {
                if (schema.table(new ObjectName(row.getString(1), row.getString(2)))
                        .isEmpty()) {
                    unknown.add(row.getString(2));
                }
            }
        }
        return String.join("|", unknown);
    }

    String of(Schema schema) {
        TreeSet<String> lines = new TreeSet<>();
        for (Table table : schema.tables()) {
            table.columns().forEach(column -> lines.add(column(table, column)));
            table.constraints().forEach(constraint -> lines.add(constraint(table, constraint)));
            schema.indexes(table.name()).forEach(index -> lines.add(index(index)));
        }
        for (View view : schema.views()) {
            schema.indexes(view.name()).forEach(index -> lines.add(index(index)));
            lines.add((view.materialized() ? "materialized view " : "view ") + full(view.name()) + " ("
                    + String.join(", ", view.columns()) + ") uses "
                    + view.uses().stream().map(ObjectName::name).sorted().collect(Collectors.joining(", ")));
        }
        return String.join("\n", lines);
    }

    private static String full(ObjectName name) {
        return name.schema() + "." + name.name();
    }

    private String column(Table table, Column column) {
        return "column " + full(table.name()) + "." + column.name()
                + (column.notNull() ? " not null" : "")
                + (column.defaultValue() != null ? " default" : "")
                + switch (column.identity()) {
                    case NONE -> "";
                    case ALWAYS -> " identity always";
                    case BY_DEFAULT -> " identity by default";
                }
                + (column.generation() == Column.Generation.NONE ? "" : " generated")
                + type(column.type());
    }

    /** Of the types that PostgreSQL has by itself: others are printed as the search path says. */
    private String type(@Nullable DataType type) {
        return type == null || type.schema() != null || !types.contains(type.name())
                ? ""
                : " " + type.name() + (type.dimensions() > 0 ? "[]" : "");
    }

    private static String constraint(Table table, SchemaConstraint constraint) {
        boolean named =
                switch (constraint.kind()) {
                    case PRIMARY_KEY, UNIQUE, FOREIGN_KEY -> true;
                    case CHECK, EXCLUDE, NOT_NULL -> false;
                };
        return "constraint " + full(table.name()) + "." + constraint.name() + " " + constraint.kind()
                + (named ? " " + String.join(", ", constraint.columns()) : "")
                + (constraint.references() == null ? "" : " to " + full(constraint.references()))
                + (constraint.validated() ? "" : " not valid");
    }

    private static String index(Index index) {
        return "index " + full(index.name()) + " on " + index.table().name()
                + (index.unique() ? " unique" : "")
                + (index.partial() ? " partial" : "")
                + " (" + String.join(", ", index.columns()) + ")";
    }
}
