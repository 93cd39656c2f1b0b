package dev.bellows.run;

import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Statement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Views, functions, triggers and the like that CASCADE takes along with what a statement names: nothing keeps them. */
final class GoneAlong {
    /** Not what an extension has, nor what partitions have from their tables; a view's own rule goes with it. */
    private static final String ALL = """
            SELECT i.type || ' ' || i.identity FROM (
                SELECT 'pg_catalog.pg_class'::pg_catalog.regclass, oid, relnamespace FROM pg_catalog.pg_class WHERE relkind IN ('v', 'm')
                UNION ALL SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass, oid, pronamespace FROM pg_catalog.pg_proc
                UNION ALL SELECT 'pg_catalog.pg_trigger'::pg_catalog.regclass, t.oid, c.relnamespace
                    FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal AND t.tgparentid = 0
                UNION ALL SELECT 'pg_catalog.pg_rewrite'::pg_catalog.regclass, r.oid, c.relnamespace
                    FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN'
                UNION ALL SELECT 'pg_catalog.pg_policy'::pg_catalog.regclass, p.oid, c.relnamespace
                    FROM pg_catalog.pg_policy AS p JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
            ) AS o(catalog, oid, namespace) CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, 0) AS i
            WHERE namespace NOT IN ('pg_catalog'::pg_catalog.regnamespace, 'information_schema'::pg_catalog.regnamespace)
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = o.catalog AND d.objid = o.oid AND d.deptype = 'e')""";

    private final Session session;
    private final Statement parsed;
    private final StatementText statement;
    private final Set<String> before;

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

    private Set<String> all() throws SQLException {
        Set<String> found = new TreeSet<>();
        try (java.sql.Statement asked = session.connection().createStatement();
                ResultSet row = asked.executeQuery(ALL)) {
            while (row.next()) {
                found.add(row.getString(1));
            }
        }
        return found;
    }

    /** When it has run: what is gone and it does not name, each in a phrase. */
    List<AlsoDropped.Phrase> phrases() throws SQLException {
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(all());
        List<AlsoDropped.Phrase> phrases = new ArrayList<>();
        for (String each : gone) {
            if (!isNamed(each)) {
                phrases.add(new AlsoDropped.Phrase(
                        each + ", which CASCADE took along in line "
                                + statement.span().line(),
                        List.of()));
            }
        }
        return phrases;
    }

    private boolean isNamed(String gone) {
        List<ObjectReference> named = parsed instanceof Drop drop ? drop.objects() : List.of();
        return named.stream().anyMatch(object -> object.of() == null && AlsoDropped.names(gone, object));
    }
}
