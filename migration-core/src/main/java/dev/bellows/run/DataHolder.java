package dev.bellows.run;

import dev.bellows.quarantine.ColumnPlace;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds data: a table, or a column of one.
 *
 * @param key what it is, however it is renamed
 * @param column null for the table itself
 * @param whole the table that this one is a partition of; null when it is none
 * @param type the column's, as people write it; null for a table
 * @param typeId the same type whatever it is called, or wherever it was moved; null for a table
 * @param file where the table's rows are kept; another one once all have been rewritten or thrown away
 * @param derived whether it is a materialized view, whose rows can be made again
 */
record DataHolder(
        String key,
        String table,
        @Nullable String column,
        @Nullable String whole,
        @Nullable String type,
        @Nullable String typeId,
        @Nullable String file,
        boolean derived) {
    private static final String BEFORE = "bellows_held";
    private static final String ALL =
            "SELECT c.oid || coalesce('.' || a.attnum, ''), pg_catalog.quote_ident(n.nspname) || '.' ||"
                    + " pg_catalog.quote_ident(c.relname), pg_catalog.quote_ident(a.attname), (SELECT"
                    + " pg_catalog.quote_ident(pn.nspname) || '.' || pg_catalog.quote_ident(p.relname)"
                    + " FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent"
                    + " JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace"
                    + " WHERE c.relispartition AND i.inhrelid = c.oid),"
                    + " pg_catalog.format_type(a.atttypid, a.atttypmod), pg_catalog.pg_relation_filenode(c.oid), c.relkind = 'm',"
                    + " a.atttypid || ' ' || a.atttypmod"
                    + " FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                    + " LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                    // The columns of a partition go with its table's.
                    + " AND c.relkind IN ('r', 'p') AND NOT c.relispartition WHERE c.relkind IN ('r', 'p', 'm')"
                    + " AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)'";

    /** Remembers the moment at which it runs for {@link #before}; costs nothing until that is asked. */
    static final String DECLARE_BEFORE = "DECLARE " + BEFORE + " NO SCROLL CURSOR FOR " + ALL;

    /** The key of a column. */
    static String key(ColumnPlace column) {
        return column.table() + "." + column.number();
    }

    /** The key of a table that is there, quoted where it must be; empty when there is none. */
    static String key(Session session, String table) throws SQLException {
        try (PreparedStatement statement = session.connection()
                .prepareStatement("SELECT coalesce(pg_catalog.to_regclass(?)::pg_catalog.oid::text, '')")) {
            statement.setString(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    /** Every table and column, by what identifies it however it is renamed. */
    static Map<String, DataHolder> all(Session session) throws SQLException {
        return read(session, ALL);
    }

    /** Likewise, as it was when {@link #DECLARE_BEFORE} ran in this transaction; can be asked once. */
    static Map<String, DataHolder> before(Session session) throws SQLException {
        return read(session, "FETCH ALL FROM " + BEFORE);
    }

    private static Map<String, DataHolder> read(Session session, String sql) throws SQLException {
        Map<String, DataHolder> found = new LinkedHashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String key = row.getString(1);
                String table = row.getString(2);
                @Nullable String whole = row.getString(4);
                @Nullable String file = row.getString(6);
                boolean derived = row.getBoolean(7);
                found.put(
                        key,
                        new DataHolder(
                                key,
                                table,
                                row.getString(3),
                                whole,
                                row.getString(5),
                                row.getString(8),
                                file,
                                derived));
                int dot = key.indexOf('.');
                String own = dot < 0 ? key : key.substring(0, dot);
                found.put(own, new DataHolder(own, table, null, whole, null, null, file, derived));
            }
        }
        return found;
    }

    /** Those that are gone; what goes with a table that goes, its columns and partitions, is no loss of its own. */
    static List<DataHolder> gone(Map<String, DataHolder> before, Map<String, DataHolder> after) {
        List<DataHolder> lost = new ArrayList<>();
        before.forEach((key, holder) -> {
            if (!after.containsKey(key)) {
                lost.add(holder);
            }
        });
        Set<String> tables = new HashSet<>();
        lost.stream().filter(holder -> holder.column() == null).forEach(holder -> tables.add(holder.table()));
        lost.removeIf(holder -> holder.column() != null && tables.contains(holder.table()));
        lost.removeIf(holder -> holder.whole() != null && tables.contains(holder.whole()));
        return lost;
    }

    /** The table or column, quoted where it must be. */
    String name() {
        return column == null ? table : table + "." + column;
    }
}
