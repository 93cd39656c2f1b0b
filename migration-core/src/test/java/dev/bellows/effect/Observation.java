package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a server does for a statement, in a transaction that is undone. */
final class Observation {
    /** The tables and views that were there, by their object identifiers, with the files that hold their rows. */
    private static final String RELATIONS = "SELECT c.oid, n.nspname, c.relname, pg_relation_filenode(c.oid),"
            + " pg_stat_get_xact_numscans(c.oid)"
            + " FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            + " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.oid >= 16384 AND n.nspname !~ '^pg_'";

    private static final String LOCKS = "SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid()"
            + " AND locktype = 'relation' AND database <> 0";

    /** https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/tablecmds.c and index.c */
    private static final Pattern READ =
            Pattern.compile("(?:verifying table|building index \".*\" on table) \"([^\"]+)\".*");

    private static final Pattern FOREIGN_KEY = Pattern.compile("validating foreign key constraint \"([^\"]+)\"");

    private Observation() {}

    static Prediction of(Connection connection, String statement) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement session = connection.createStatement()) {
            Map<Long, Known> known = known(session);
            session.execute("SET LOCAL client_min_messages = debug1");
            session.clearWarnings();
            session.execute(statement);
            Set<ObjectName> scans = new HashSet<>();
            for (@Nullable SQLWarning each = session.getWarnings(); each != null; each = each.getNextWarning()) {
                scanned(String.valueOf(each.getMessage()), known, session, scans);
            }
            session.execute("SET LOCAL client_min_messages = notice");
            if (statement.contains("PARTITION OF") || statement.startsWith("ALTER DOMAIN")) {
                silentScans(session, known, scans);
            }
            Map<ObjectName, LockMode> locks = locks(session, known);
            Set<ObjectName> rewrites = rewrites(session, known);
            scans.removeAll(rewrites);
            return new Prediction(locks, scans, rewrites);
        } finally {
            connection.rollback();
        }
    }

    /**
     * A table or view that was there.
     *
     * @param scans how often this session has read it whole before
     */
    private record Known(ObjectName name, @Nullable String file, long scans) {}

    private static Map<Long, Known> known(Statement session) throws SQLException {
        Map<Long, Known> known = new HashMap<>();
        try (ResultSet row = session.executeQuery(RELATIONS)) {
            while (row.next()) {
                known.put(
                        row.getLong(1),
                        new Known(
                                new ObjectName(row.getString(2), row.getString(3)), row.getString(4), row.getLong(5)));
            }
        }
        return known;
    }

    private static Map<ObjectName, LockMode> locks(Statement session, Map<Long, Known> known) throws SQLException {
        Map<ObjectName, LockMode> locks = new HashMap<>();
        try (ResultSet row = session.executeQuery(LOCKS)) {
            while (row.next()) {
                @Nullable Known relation = known.get(row.getLong(1));
                if (relation != null) {
                    String words = row.getString(2).replaceAll("Lock$", "").replaceAll("(?<=[a-z])(?=[A-Z])", "_");
                    locks.merge(relation.name(), LockMode.valueOf(words.toUpperCase(Locale.ROOT)), LockMode::and);
                }
            }
        }
        return locks;
    }

    private static Set<ObjectName> rewrites(Statement session, Map<Long, Known> known) throws SQLException {
        Set<ObjectName> rewrites = new HashSet<>();
        try (ResultSet row = session.executeQuery(RELATIONS)) {
            while (row.next()) {
                @Nullable Known before = known.get(row.getLong(1));
                @Nullable String file = row.getString(4);
                if (before != null && before.file() != null && !before.file().equals(file)) {
                    rewrites.add(before.name());
                }
            }
        }
        return rewrites;
    }

    /** Of the search in a default partition, and in the tables of a domain, only the statistics tell. */
    private static void silentScans(Statement session, Map<Long, Known> known, Set<ObjectName> scans)
            throws SQLException {
        for (Map.Entry<Long, Known> each : known.entrySet()) {
            try (ResultSet row = session.executeQuery("SELECT pg_stat_get_xact_numscans(" + each.getKey() + ")")) {
                if (row.next() && row.getLong(1) > each.getValue().scans()) {
                    scans.add(each.getValue().name());
                }
            }
        }
    }

    private static void scanned(String message, Map<Long, Known> known, Statement session, Set<ObjectName> scans)
            throws SQLException {
        Matcher read = READ.matcher(message);
        Matcher foreignKey = FOREIGN_KEY.matcher(message);
        Set<String> tables = new HashSet<>();
        if (read.matches()) {
            tables.add(read.group(1));
        } else if (foreignKey.matches()) {
            // That of a partitioned table stands at each of its partitions, where the rows are.
            try (ResultSet row = session.executeQuery("SELECT c.relname FROM pg_constraint AS k"
                    + " JOIN pg_class AS c ON c.oid = k.conrelid AND c.relkind = 'r' WHERE k.conname = '"
                    + foreignKey.group(1) + "'")) {
                while (row.next()) {
                    tables.add(row.getString(1));
                }
            }
        }
        for (Known each : known.values()) {
            if (tables.contains(each.name().name())) {
                scans.add(each.name());
            }
        }
    }
}
