package dev.bellows.run;

import dev.bellows.model.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far the standbys are behind. https://www.postgresql.org/docs/18/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW
 */
final class ReplicationLag {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** A standby that replays nothing at all reports no lag; a role without pg_monitor sees neither lag nor state. */
    private static final String SQL = """
            SELECT coalesce(extract(epoch FROM max(replay_lag)) * 1000, 0)::bigint, pg_catalog.bool_or(state IS NULL)
            FROM pg_catalog.pg_stat_replication WHERE state IS NULL OR state = 'streaming'""";

    private final Work work;
    private final Duration atMost;
    private @Nullable Long looked;
    private boolean told;

    ReplicationLag(Work work) {
        this.work = work;
        this.atMost = work.throttle().replicationLag();
    }

    /**
     * The lag, where it is more than it may be; asked at most once a second.
     *
     * @return zero where it is not
     */
    Duration tooMuch() throws SQLException {
        long now = System.nanoTime();
        if (atMost.isZero() || (looked != null && now - looked < BETWEEN_LOOKS.toNanos())) {
            return Duration.ZERO;
        }
        Duration lag = ask();
        boolean much = lag.compareTo(atMost) > 0;
        looked = much ? null : (Long) now;
        return much ? lag : Duration.ZERO;
    }

    private Duration ask() throws SQLException {
        try (Statement statement = work.session().connection().createStatement();
                ResultSet row = statement.executeQuery(SQL)) {
            row.next();
            if (row.getBoolean(2) && !told) {
                told = true;
                work.listener()
                        .on(new Progress.Notice("how far the standbys are behind cannot be seen, and is not waited for:"
                                + " GRANT pg_monitor TO "
                                + work.session().server().role()
                                + " shows it"));
            }
            return Duration.ofMillis(row.getLong(1));
        }
    }
}
