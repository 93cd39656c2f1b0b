package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import dev.bellows.quarantine.HiddenRows;
import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.QualifiedName;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says before a table comes back which of its foreign keys have rows that refer to nothing any more. The table is read where
 * it waits, so that nobody is stopped however large it is.
 */
final class Misfits {
    /** The reason, before as well as afterwards. */
    static final String REASON = "rows refer to others that are not there";

    /** Another: to look would be to see what the policies show. */
    static final String HIDDEN = "policies hide rows from this role, so it has not looked";

    private static final SqlParser PARSER = new SqlParser(SqlParser.NEWEST);

    private final Session session;
    private final Map<String, String> places = new HashMap<>();

    /**
     * For things that come back together.
     *
     * @param things in any order
     */
    Misfits(Session session, List<Stored> things) {
        this.session = session;
        for (Stored thing : things) {
            for (String table : thing.tables()) {
                places.put(table, Sql.quote(thing.kept().name()) + table.substring(dot(table)));
            }
        }
    }

    /** Where the name begins after the schema's, with its dot. */
    private static int dot(String table) {
        return table.startsWith("\"") ? table.indexOf("\".") + 1 : table.indexOf('.');
    }

    /** What of a table will not come back, each in a phrase with the reason. A column's rows are looked at when it comes. */
    List<String> of(Stored stored) throws SQLException, IOException {
        List<String> found = new ArrayList<>();
        for (Mend look : stored.kept().way() == QuarantineWay.MOVED ? stored.restore() : List.<Mend>of()) {
            for (Mend key : look.looksAtRows() ? stored.restore() : List.<Mend>of()) {
                @Nullable String reason = look.what().endsWith(" " + key.what()) ? reason(key.sql()) : null;
                if (reason != null) {
                    found.add(look.what() + ": " + reason);
                }
            }
        }
        return found;
    }

    private @Nullable String reason(String sql) throws SQLException, IOException {
        if (PARSER.parse("", OwnStatement.of(sql)) instanceof AlterTable alter) {
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof AddConstraint add && add.constraint() instanceof ForeignKeyConstraint key) {
                    String place = place(alter.relation().name());
                    return HiddenRows.of(session.connection(), place)
                                    || HiddenRows.of(session.connection(), place(key.table()))
                            ? HIDDEN
                            : any(place, key, sql.contains(" MATCH FULL")) ? REASON : null;
                }
            }
        }
        return null;
    }

    /** Of a key that cannot be made at all the restore itself tells why. */
    private boolean any(String place, ForeignKeyConstraint key, boolean full) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM ONLY "
                        + place + " AS k WHERE ("
                        + joined(key.columns(), full ? " OR " : " AND ", each -> "k." + each + " IS NOT NULL")
                        + ") AND NOT EXISTS (SELECT FROM " + place(key.table()) + " AS p WHERE " + same(key) + "))")) {
            row.next();
            return row.getBoolean(1);
        } catch (SQLException e) {
            if (!session.alive() || Failures.state(e).equals(Failures.CANCELLED)) {
                throw e;
            }
            return false;
        }
    }

    private interface Part {
        String of(String column);
    }

    private static String joined(List<Identifier> columns, String with, Part part) {
        return columns.stream().map(each -> part.of(Sql.quote(each.name()))).collect(Collectors.joining(with));
    }

    private static String same(ForeignKeyConstraint key) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> "p." + Sql.quote(key.referencedColumns().get(i).name()) + " = k."
                        + Sql.quote(key.columns().get(i).name()))
                .collect(Collectors.joining(" AND "));
    }

    /** Where a table is now. */
    private String place(QualifiedName name) throws SQLException {
        @Nullable String schema = name.schema();
        String quoted = schema == null ? Sql.quote(name.name()) : Sql.quote(schema, name.name());
        try (PreparedStatement statement =
                session.connection().prepareStatement("SELECT pg_catalog.format('%I.%I', ?::text, ?::text)")) {
            statement.setString(1, schema);
            statement.setString(2, name.name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return schema == null ? quoted : places.getOrDefault(row.getString(1), quoted);
            }
        }
    }
}
