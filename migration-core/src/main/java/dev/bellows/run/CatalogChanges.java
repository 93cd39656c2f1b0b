package dev.bellows.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a transaction has changed or deleted a row of the catalogs of tables and columns. Without that no table or column is
 * gone, and a database of thousands of tables need not be looked through.
 *
 * <p>By what the server counts:
 * https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-STATS-FUNCTIONS
 *
 * @param atBegin how many, with those of transactions before it that are not reported yet; null where the server does not count
 */
record CatalogChanges(@Nullable Long atBegin) {
    /** An expression: how many by now. */
    static final String COUNT = "CASE WHEN pg_catalog.current_setting('track_counts')::bool THEN (SELECT sum("
            + "pg_catalog.pg_stat_get_xact_tuples_updated(c) + pg_catalog.pg_stat_get_xact_tuples_deleted(c))::bigint"
            + " FROM (VALUES ('pg_catalog.pg_class'::pg_catalog.regclass), ('pg_catalog.pg_attribute')) AS catalogs(c)) END";

    /** Whether there are any; true as well where nobody can tell. */
    boolean any(Session session) throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT " + COUNT)) {
            row.next();
            @Nullable Long now = row.getObject(1, Long.class);
            return now == null || !Objects.equals(now, atBegin);
        }
    }
}
