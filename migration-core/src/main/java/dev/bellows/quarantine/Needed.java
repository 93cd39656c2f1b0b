package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type, domain, collation, function, sequence or extension. What waits in quarantine may need it still: then PostgreSQL refuses to
 * drop it, and it goes there too. A sequence goes there in any case: where it stands is data. An extension waits where it is: only a
 * superuser may move what belongs to most of them.
 *
 * @param catalog that it is in
 * @param type as DROP calls it, in lower case; a domain is a type
 * @param schema quoted where it must be; empty for an extension, which is in none
 * @param identity with its schema and, of a function, its parameters; quoted where it must be
 */
public record Needed(long catalog, long oid, String type, String schema, String identity) {
    private static final Set<ObjectKind> KINDS = Set.of(
            ObjectKind.TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.COLLATION,
            ObjectKind.FUNCTION,
            ObjectKind.ROUTINE,
            ObjectKind.SEQUENCE,
            ObjectKind.EXTENSION);

    private static final String EXTENSION = "extension";
    private static final String SEQUENCE = "sequence";

    /** Before PostgreSQL 16 {@code to_regprocedure} fails where the type of a parameter is not there. */
    private static final String FUNCTION = """
            (SELECT f.oid FROM pg_catalog.pg_proc AS f
                CROSS JOIN LATERAL pg_catalog.pg_identify_object('pg_catalog.pg_proc'::pg_catalog.regclass, f.oid, 0) AS own
            WHERE f.pronamespace <> 'pg_catalog'::pg_catalog.regnamespace AND pg_catalog.replace(own.identity, 'pg_catalog.', '') = ?)""";

    /** A plan only asks: it must not make the server give it a transaction's number, which a standby could not. */
    private static final String MADE_HERE =
            "SELECT xmin::text IS NOT DISTINCT FROM (pg_catalog.pg_current_xact_id_if_assigned()::text::bigint % 4294967296)::text"
                    + " FROM pg_catalog.pg_class WHERE oid = ";

    private static final String OWNER =
            "SELECT pg_catalog.format('%I.%I.%I', n.nspname, c.relname, a.attname) FROM pg_catalog.pg_depend AS d"
                    + " JOIN pg_catalog.pg_class AS c ON c.oid = d.refobjid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                    + " JOIN pg_catalog.pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid"
                    + " WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = d.classid AND d.deptype = 'a' AND d.objid = ";

    private static final String IDENTIFIED = """
            SELECT o.catalog::bigint, o.oid::bigint, i.type, coalesce(i.schema, ''), i.identity FROM (%s) AS o(catalog, oid)
                CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.catalog, o.oid, 0) AS i WHERE o.oid IS NOT NULL""";

    /** What stands in the way of a DROP, and where each of them is; what DROP takes along by itself does not. */
    private static final String USERS = """
            WITH RECURSIVE part AS (
                SELECT ?::oid AS classid, ?::oid AS objid
                UNION
                SELECT d.classid, d.objid FROM part AS p JOIN pg_catalog.pg_depend AS d
                    ON d.refclassid = p.classid AND d.refobjid = p.objid AND d.deptype IN ('a', 'i', 'e')
            ), used AS (
                SELECT DISTINCT d.classid, d.objid, d.objsubid, coalesce(x.indrelid, f.adrelid, nullif(k.conrelid, 0), s.stxrelid,
                    t.tgrelid, w.ev_class, p.polrelid, CASE WHEN d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN d.objid END) AS relation
                FROM part JOIN pg_catalog.pg_depend AS d ON d.refclassid = part.classid AND d.refobjid = part.objid AND d.deptype = 'n'
                        AND (d.classid, d.objid) NOT IN (SELECT classid, objid FROM part)
                    LEFT JOIN pg_catalog.pg_index AS x ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND x.indexrelid = d.objid
                    LEFT JOIN pg_catalog.pg_attrdef AS f ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND f.oid = d.objid
                    LEFT JOIN pg_catalog.pg_constraint AS k ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid
                    LEFT JOIN pg_catalog.pg_statistic_ext AS s ON d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND s.oid = d.objid
                    LEFT JOIN pg_catalog.pg_trigger AS t ON d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND t.oid = d.objid
                    LEFT JOIN pg_catalog.pg_rewrite AS w ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND w.oid = d.objid
                    LEFT JOIN pg_catalog.pg_policy AS p ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND p.oid = d.objid
            ), placed AS (
                SELECT u.*, c.relkind, n.nspname, CASE WHEN c.oid IS NOT NULL THEN pg_catalog.format('%I.%I', n.nspname, c.relname) END AS name, i.schema, i.type || ' ' || i.identity AS itself,
                    (SELECT pg_catalog.format('%I.%I.%I', n.nspname, c.relname, a.attname) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = u.objid
                        AND a.attnum = u.objsubid AND u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AS own_column,
                    (SELECT '"' || pg_catalog.replace(a.attname, '"', '""') || '"' FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = u.objid
                        AND a.attnum = u.objsubid AND u.classid = 'pg_catalog.pg_class'::pg_catalog.regclass) AS own_column_quoted
                FROM used AS u LEFT JOIN pg_catalog.pg_class AS c ON c.oid = u.relation LEFT JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                    CROSS JOIN LATERAL pg_catalog.pg_identify_object(u.classid, u.objid, 0) AS i
            ), named AS (
                SELECT pg_catalog.unnest(?::text[]) AS object
            )
            SELECT pg_catalog.count(*) FILTER (WHERE waits), pg_catalog.string_agg(DISTINCT itself, ', ') FILTER (WHERE waits IS NOT TRUE) FROM placed CROSS JOIN LATERAL (
                SELECT nspname = ANY (?::text[]) OR schema IN (SELECT pg_catalog.quote_ident(s) FROM pg_catalog.unnest(?::text[]) AS s) OR EXISTS (
                    SELECT FROM named WHERE object IN (own_column, itself, CASE relkind WHEN 'c' THEN 'type ' || name END)
                        OR object = name || '.' || own_column_quoted
                        -- What belongs to an extension stays with it.
                        OR object IN (SELECT 'extension ' || pg_catalog.quote_ident(e.extname) FROM (
                                SELECT placed.classid, placed.objid UNION ALL SELECT d.refclassid, d.refobjid FROM pg_catalog.pg_depend AS d
                                WHERE d.classid = placed.classid AND d.objid = placed.objid AND d.deptype IN ('a', 'i')
                            ) AS own(classid, objid) JOIN pg_catalog.pg_depend AS m ON m.classid = own.classid AND m.objid = own.objid AND m.deptype = 'e'
                            JOIN pg_catalog.pg_extension AS e ON e.oid = m.refobjid)
                        -- Triggers, rules and policies are taken off a table that goes there.
                        OR classid NOT IN ('pg_catalog.pg_trigger'::pg_catalog.regclass, 'pg_catalog.pg_rewrite'::pg_catalog.regclass, 'pg_catalog.pg_policy'::pg_catalog.regclass) AND (object = name
                            OR object IN (SELECT pg_catalog.format('%I.%I', b.nspname, a.relname) FROM pg_catalog.pg_partition_ancestors(relation) AS g(oid)
                                JOIN pg_catalog.pg_class AS a ON a.oid = g.oid JOIN pg_catalog.pg_namespace AS b ON b.oid = a.relnamespace))
                ) AS waits
            ) AS w""";

    /** Whether a statement drops such things. */
    static boolean may(Drop drop) {
        return KINDS.contains(drop.kind());
    }

    /** The object that the session finds under this name; null when there is none, or more than one. */
    static @Nullable Needed find(Connection connection, ObjectReference object) throws SQLException {
        @Nullable QualifiedName name = object.name();
        if (name == null) {
            return null;
        }
        String found =
                switch (object.kind()) {
                    case TYPE, DOMAIN -> """
                        SELECT 'pg_catalog.pg_type'::pg_catalog.regclass::oid, pg_catalog.to_regtype(?)::oid WHERE ?::text[] IS NULL""";
                    case COLLATION -> """
                        SELECT 'pg_catalog.pg_collation'::pg_catalog.regclass::oid, pg_catalog.to_regcollation(?)::oid WHERE ?::text[] IS NULL""";
                    case SEQUENCE -> """
                        SELECT 'pg_catalog.pg_class'::pg_catalog.regclass::oid, oid FROM pg_catalog.pg_class
                        WHERE oid = pg_catalog.to_regclass(?) AND relkind = 'S' AND relpersistence <> 't' AND ?::text[] IS NULL""";
                    case EXTENSION -> """
                        SELECT 'pg_catalog.pg_extension'::pg_catalog.regclass::oid, oid FROM pg_catalog.pg_extension
                        WHERE extname = (pg_catalog.parse_ident(?))[1] AND ?::text[] IS NULL""";
                    default -> """
                        SELECT 'pg_catalog.pg_proc'::pg_catalog.regclass::oid, f.oid
                        FROM pg_catalog.parse_ident(?) AS name JOIN pg_catalog.pg_proc AS f
                                ON f.prokind IN ('f', 'w') AND f.proname = name[pg_catalog.cardinality(name)]
                            JOIN pg_catalog.pg_namespace AS n ON n.oid = f.pronamespace
                        WHERE (n.nspname = name[pg_catalog.cardinality(name) - 1]
                                OR pg_catalog.cardinality(name) = 1 AND pg_catalog.pg_function_is_visible(f.oid))
                            AND coalesce(ARRAY(SELECT pg_catalog.format_type(a.type, NULL) FROM pg_catalog.unnest(f.proargtypes)
                                WITH ORDINALITY AS a(type, number) ORDER BY number) = ?::text[], true)""";
                };
        try (PreparedStatement statement = connection.prepareStatement(IDENTIFIED.formatted(found))) {
            statement.setString(1, Quarantine.quoted(name));
            statement.setArray(2, types(connection, object));
            return one(statement);
        }
    }

    private static @Nullable Needed one(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            Needed needed =
                    new Needed(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5));
            return row.next() ? null : needed;
        }
    }

    private static java.sql.@Nullable Array types(Connection connection, ObjectReference object) throws SQLException {
        @Nullable List<DataType> types = object.types();
        return types == null
                ? null
                : connection.createArrayOf(
                        "text", types.stream().map(Needed::written).toArray());
    }

    /** As the server writes a type that the search path finds. */
    private static String written(DataType type) {
        String name = type.name().matches("[a-z_][a-z0-9_ ]*") ? type.name() : Sql.quote(type.name());
        return (type.schema() == null ? "" : type.schema() + ".") + name + (type.dimensions() > 0 ? "[]" : "");
    }

    /**
     * Who needs it.
     *
     * @param waiting how many that wait
     * @param others what else, as the server names it; null when nothing
     */
    private record Users(long waiting, @Nullable String others) {}

    private Users users(Connection connection, Whereabouts whereabouts) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(USERS)) {
            statement.setLong(1, catalog);
            statement.setLong(2, oid);
            Object[] schemas = whereabouts.schemas().toArray();
            statement.setArray(
                    3, connection.createArrayOf("text", whereabouts.objects().toArray()));
            statement.setArray(4, connection.createArrayOf("text", schemas));
            statement.setArray(5, connection.createArrayOf("text", schemas));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Users(row.getLong(1), row.getString(2));
            }
        }
    }

    /** What this transaction has made is its own affair. */
    private boolean holdsData(Connection connection) throws SQLException {
        return type.equals(SEQUENCE) && "f".equals(text(connection, MADE_HERE + oid));
    }

    private static @Nullable String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /**
     * Whether it goes to the quarantine. Of a plan, what else needs it is taken to be gone by then, else PostgreSQL refuses.
     *
     * @param cascade whether what needs it would go along, also from what waits
     * @throws CannotQuarantineException when something needs it that has to go, and something that has to stay
     */
    boolean goes(Connection connection, Whereabouts whereabouts, boolean cascade) throws SQLException {
        Users users = users(connection, whereabouts);
        @Nullable String others = users.others();
        boolean kept = users.waiting() > 0 || holdsData(connection);
        if (kept && others != null && whereabouts.foresees()) {
            whereabouts.assumesGone(this, others);
            return true;
        }
        if (cascade && kept && others != null) {
            throw CannotQuarantineException.unlessMended(
                    type + " " + identity + " is kept, as "
                            + (users.waiting() > 0 ? "what waits in quarantine needs it" : "where it stands is data")
                            + ": CASCADE would lose that",
                    "leave CASCADE out, and drop by name before what else needs it: " + others);
        }
        return kept && others == null;
    }

    /**
     * What has to come back before other things, as they need it.
     *
     * @param all that waits
     */
    public static List<Stored> along(Connection connection, List<Stored> things, List<Stored> all) throws SQLException {
        List<Stored> coming = new ArrayList<>(things);
        List<Stored> along = new ArrayList<>();
        boolean more = true;
        while (more) {
            more = false;
            Whereabouts there = Whereabouts.of(connection, coming);
            for (Stored stored : all) {
                if (stored.kept().way() == QuarantineWay.NEEDED && !coming.contains(stored)) {
                    @Nullable
                    Needed needed = at(connection, stored.type(), stored.kept().place());
                    if (needed != null
                            && (needed.users(connection, there).waiting() > 0 || needed.holdsData(connection))) {
                        coming.add(stored);
                        along.add(stored);
                        more = true;
                    }
                }
            }
        }
        return along;
    }

    /** Whether its name is free, so that it can come back; an extension has it all the while. */
    public static boolean free(Connection connection, Stored stored) throws SQLException {
        return stored.extension() || !there(connection, stored.kept().object());
    }

    /** Whether {@code type public.state}, or the like, is there. */
    public static boolean there(Connection connection, String object) throws SQLException {
        int type = object.indexOf(' ');
        return at(connection, object.substring(0, type), object.substring(type + 1)) != null;
    }

    private static @Nullable Needed at(Connection connection, String type, String name) throws SQLException {
        String oid =
                switch (type) {
                    case "type" -> "pg_catalog.to_regtype(?)";
                    case "sequence" -> "pg_catalog.to_regclass(?)";
                    case "collation" -> "pg_catalog.to_regcollation(?)";
                    case EXTENSION ->
                        "(SELECT oid FROM pg_catalog.pg_extension WHERE pg_catalog.quote_ident(extname) = ?)";
                    default -> name.endsWith(")") ? FUNCTION : "pg_catalog.to_regproc(?)";
                };
        String catalog =
                switch (type) {
                    case "type" -> "pg_type";
                    case "sequence" -> "pg_class";
                    case "collation" -> "pg_collation";
                    case EXTENSION -> "pg_extension";
                    default -> "pg_proc";
                };
        String found = "SELECT 'pg_catalog." + catalog + "'::pg_catalog.regclass::oid, " + oid + "::oid";
        try (PreparedStatement statement = connection.prepareStatement(IDENTIFIED.formatted(found))) {
            statement.setString(1, name);
            return one(statement);
        }
    }

    /** How it is kept: it moves, unless it is an extension, and the statement does not run. */
    Keep keep(Connection connection, String name) throws SQLException {
        String place = place(name);
        String alter = "ALTER " + type.toUpperCase(Locale.ROOT) + " ";
        String object = type + " " + identity.replace("pg_catalog.", "");
        List<String> moves = new ArrayList<>(List.of("CREATE SCHEMA " + Sql.quote(name)));
        List<Mend> back = new ArrayList<>();
        @Nullable String owner = type.equals(SEQUENCE) ? text(connection, OWNER + oid) : null;
        if (owner != null) {
            moves.add(alter + identity + " OWNED BY NONE");
        }
        if (!type.equals(EXTENSION)) {
            moves.add(alter + identity + " SET SCHEMA " + Sql.quote(name));
            back.add(new Mend(alter + place + " SET SCHEMA " + schema, true, object));
        }
        if (owner != null) {
            back.add(new Mend(alter + identity + " OWNED BY " + owner, false, "that the sequence belongs to " + owner));
        }
        return new Keep(
                object, object, QuarantineWay.NEEDED, name, place, moves, true, back, List.of(), 0, false, null, null);
    }

    private String place(String name) {
        if (type.equals(EXTENSION)) {
            return identity;
        }
        // Alone there, a function needs no parameters to be found, whose types may go there too.
        return Sql.quote(name) + identity.substring(schema.length()).replaceFirst("\\([^()]*\\)$", "");
    }

    /** Those of several that are not kept, as the statement would drop them alone. */
    static String rest(Drop drop, List<ObjectReference> rest, String text) {
        return "DROP " + drop.kind().words() + " " + (drop.ifExists() ? "IF EXISTS " : "")
                + rest.stream()
                        .map(object -> text.substring(
                                object.place().start(), object.place().end()))
                        .collect(Collectors.joining(", "))
                + (drop.cascade() ? " CASCADE" : "");
    }
}
