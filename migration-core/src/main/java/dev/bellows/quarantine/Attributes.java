package dev.bellows.quarantine;

import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.DropAttribute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Attributes of composite types: what columns have of one that goes is lost, and no copy is made of it. */
final class Attributes {
    /** Also inside of arrays, domains and other composite types. */
    private static final String USERS = """
            WITH RECURSIVE used AS (
                SELECT pg_catalog.to_regtype(?)::oid AS oid
                UNION
                SELECT t.oid FROM used AS u JOIN pg_catalog.pg_type AS t ON t.typelem = u.oid OR t.typbasetype = u.oid OR t.typrelid IN (
                    SELECT c.oid FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
                    WHERE c.relkind = 'c' AND a.atttypid = u.oid AND NOT a.attisdropped)
            )
            SELECT pg_catalog.format('%I.%I.%I', n.nspname, c.relname, a.attname) FROM used AS u JOIN pg_catalog.pg_attribute AS a
                ON a.atttypid = u.oid AND NOT a.attisdropped JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
                AND c.relpersistence <> 't' JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            ORDER BY 1 LIMIT 1""";

    private Attributes() {}

    static boolean drops(AlterType alter) {
        return alter.actions().stream().anyMatch(DropAttribute.class::isInstance);
    }

    /**
     * A statement is about to drop some.
     *
     * @throws CannotQuarantineException when a column has values of the type
     */
    static void requireUnused(Connection connection, AlterType alter) throws SQLException {
        for (var action : alter.actions()) {
            if (action instanceof DropAttribute drop) {
                requireUnused(connection, alter, drop);
            }
        }
    }

    private static void requireUnused(Connection connection, AlterType alter, DropAttribute drop) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USERS)) {
            statement.setString(1, Quarantine.quoted(alter.name()));
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    throw CannotQuarantineException.unlessMended(
                            "the attribute " + drop.attribute().name() + " of " + alter.name() + " would be lost in "
                                    + row.getString(1) + ": only what DROP TABLE and DROP COLUMN name is kept",
                            "make a type without it, and a column of that, and drop the old column, which is kept; or lose it for good"
                                    + " with '-- bellows:quarantine off' above the first statement");
                }
            }
        }
    }
}
