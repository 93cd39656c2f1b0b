package dev.bellows.run;

import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Views, functions, triggers and the like that CASCADE takes along with what a statement names: nothing keeps them. */
final class GoneAlong {
    /** Not what an extension has, nor what partitions have from their tables; a view's own rule goes with it. */
    private static final String ALL = """
            SELECT i.type || ' ' || i.identity, o.relation::bigint FROM (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid, 0::oid, relnamespace FROM pg_catalog.pg_class WHERE relkind IN ('v', 'm')
                UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, 0, pronamespace FROM pg_catalog.pg_proc
                UNION ALL SELECT part.catalog, part.oid, c.oid, c.relnamespace FROM (
                    SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, oid, tgrelid FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgparentid = 0
                    UNION ALL SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, oid, ev_class FROM pg_catalog.pg_rewrite WHERE rulename <> '_RETURN'
                    UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, oid, polrelid FROM pg_catalog.pg_policy
                    UNION ALL SELECT 'pg_catalog.pg_attrdef'::pg_catalog.regclass, oid, adrelid FROM pg_catalog.pg_attrdef
                    UNION ALL SELECT 'pg_catalog.pg_constraint'::pg_catalog.regclass, oid, conrelid FROM pg_catalog.pg_constraint WHERE conparentid = 0
                ) AS part(catalog, oid, relation) JOIN pg_catalog.pg_class AS c ON c.oid = part.relation
            ) AS o(catalog, oid, relation, namespace) CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, 0) AS i
            WHERE namespace NOT IN ('pg_catalog'::pg_catalog.regnamespace, 'information_schema'::pg_catalog.regnamespace)
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = o.catalog AND d.objid = o.oid AND d.deptype = 'e')""";

    private static final String THERE = "SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = ?::oid)";

    private final Session session;
    private final Statement parsed;
    private final StatementText statement;
    private final Map<String, Long> before;

    private GoneAlong(Session session, Statement parsed, StatementText statement) throws SQLException {
        this.session = session;
        this.parsed = parsed;
        this.statement = statement;
        this.before = all();
    }

    /** What there is before a statement runs. */
    static GoneAlong with(Session session, Statement parsed, StatementText statement) throws SQLException {
        return new GoneAlong(session, parsed, statement);
    }

    private Map<String, Long> all() throws SQLException {
        Map<String, Long> found = new TreeMap<>();
        try (java.sql.Statement asked = session.connection().createStatement();
                ResultSet row = asked.executeQuery(ALL)) {
            while (row.next()) {
                found.put(row.getString(1), row.getLong(2));
            }
        }
        return found;
    }

    /** When it has run: what is gone and it does not name, nor belongs to a table that is gone; each in a phrase. */
    List<AlsoDropped.Phrase> phrases() throws SQLException {
        Map<String, Long> gone = new TreeMap<>(before);
        gone.keySet().removeAll(all().keySet());
        List<AlsoDropped.Phrase> phrases = new ArrayList<>();
        for (Map.Entry<String, Long> each : gone.entrySet()) {
            if (!isNamed(each.getKey()) && (each.getValue() == 0 || isThere(each.getValue()))) {
                phrases.add(new AlsoDropped.Phrase(
                        each.getKey() + ", which CASCADE took along in line "
                                + statement.span().line(),
                        List.of()));
            }
        }
        return phrases;
    }

    private boolean isThere(long relation) throws SQLException {
        try (PreparedStatement asked = session.connection().prepareStatement(THERE)) {
            asked.setLong(1, relation);
            try (ResultSet row = asked.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** A constraint that ALTER TABLE names is told as such, and so are the keys that go with it. */
    private boolean isNamed(String gone) {
        List<ObjectReference> named = parsed instanceof Drop drop ? drop.objects() : List.of();
        return (parsed instanceof AlterTable && gone.startsWith("table constraint "))
                || named.stream().anyMatch(object -> isNamed(gone, object));
    }

    /** Of what belongs to a table, {@code trigger t on public.orders}. */
    private static boolean isNamed(String gone, ObjectReference object) {
        return object.of() == null
                ? AlsoDropped.names(gone, object)
                : gone.startsWith(object.kind().words().toLowerCase(Locale.ROOT) + " " + object.name() + " on ");
    }
}
