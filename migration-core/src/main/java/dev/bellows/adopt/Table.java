package dev.bellows.adopt;

import dev.bellows.ledger.Sql;
import dev.bellows.model.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tool's table, found; it is only ever read. */
final class Table {
    private final Connection connection;
    private final Tool tool;
    private final String schema;
    private final String name;

    private Table(Connection connection, Tool tool, String schema, String name) {
        this.connection = connection;
        this.tool = tool;
        this.schema = schema;
        this.name = name;
    }

    /** Makes something of a row. */
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Finds it: in the schema that its name says, else in that of the session, else in the only one that has it.
     *
     * @param named as a person named it; null for the tool's own name
     * @throws UnknownTableException when it is not there, or cannot be told from others
     */
    static Table find(Connection connection, Tool tool, @Nullable String named, String schema) throws SQLException {
        String wanted = named == null ? tool.table() : named;
        int dot = wanted.indexOf('.');
        String name = wanted.substring(dot + 1);
        List<String> schemas = schemas(connection, name);
        String in = dot < 0 ? schema : wanted.substring(0, dot);
        if (schemas.contains(in)) {
            return new Table(connection, tool, in, name);
        }
        if (schemas.isEmpty() || (dot >= 0 && named != null)) {
            throw new UnknownTableException(Refusal.of(
                    "adopt-no-table",
                    "there is no table " + wanted + " here, where " + tool.name() + " keeps its history",
                    "connect to the database that " + tool.name()
                            + " migrates, or name its table: --table SCHEMA.TABLE"));
        }
        if (schemas.size() > 1) {
            throw new UnknownTableException(Refusal.of(
                    "adopt-no-table",
                    "there is a table " + name + " in each of the schemas " + String.join(", ", schemas),
                    "say which one: --table " + schemas.get(0) + "." + name));
        }
        return new Table(connection, tool, schemas.get(0), name);
    }

    private static List<String> schemas(Connection connection, String name) throws SQLException {
        String sql = "SELECT n.nspname FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n"
                + " ON n.oid = c.relnamespace WHERE c.relname = ? AND c.relkind IN ('r', 'p') ORDER BY n.nspname";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            List<String> schemas = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    schemas.add(row.getString(1));
                }
            }
            return schemas;
        }
    }

    /** Without its schema. */
    String name() {
        return name;
    }

    /** As people write it. */
    String display() {
        return schema + "." + name;
    }

    /** Another one of the tool's, beside it. */
    Table beside(String other) {
        return new Table(connection, tool, schema, other);
    }

    boolean exists() throws SQLException {
        return schemas(connection, name).contains(schema);
    }

    /**
     * Its rows.
     *
     * @param columns what is selected
     * @param order the columns by which they are ordered
     * @throws UnknownTableException when it has no such columns, or may not be read
     */
    <T> List<T> rows(String columns, String order, Reader<T> reader) throws SQLException {
        String sql = "SELECT " + columns + " FROM " + Sql.quote(schema, name) + " ORDER BY " + order;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(reader.read(row));
            }
            return rows;
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    private SQLException explained(SQLException e) {
        if ("42703".equals(e.getSQLState())) {
            throw new UnknownTableException(Refusal.of(
                    "adopt-no-table",
                    display() + " is no table of " + tool.name() + ": it lacks a column that such a table has",
                    "name the tool that made it with --from, or its table: --table SCHEMA.TABLE"));
        } else if ("42501".equals(e.getSQLState())) {
            throw new UnknownTableException(Refusal.of(
                    "privileges",
                    display() + " cannot be read by this role",
                    "grant it: GRANT SELECT ON " + Sql.quote(schema, name) + " TO the role, and USAGE on its schema"));
        }
        return e;
    }
}
