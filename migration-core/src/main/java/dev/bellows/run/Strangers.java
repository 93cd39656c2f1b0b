package dev.bellows.run;

import dev.bellows.ledger.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Tables and views that stood in the schema before there was a ledger: somebody else made them. */
final class Strangers {
    private Strangers() {}

    /**
     * How many there are, extensions' aside; none where another ledger of Bellows stands too, because then that one knows
     * where they come from.
     */
    static int count(Session session) throws SQLException {
        String in = " FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = " + Sql.literal(session.schema()) + " AND c.relkind IN ('r', 'p', 'v', 'm')";
        String ledger = "SELECT" + in + " AND EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = c.oid"
                + " AND a.attname = 'prefix_checksum')";
        String ofExtension = "SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid ="
                + " 'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e'";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT CASE WHEN EXISTS (" + ledger
                        + ") THEN 0 ELSE (SELECT count(*)" + in + " AND NOT EXISTS (" + ofExtension + ")) END")) {
            row.next();
            return row.getInt(1);
        }
    }
}
