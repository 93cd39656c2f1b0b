package dev.bellows.run;

import dev.bellows.model.CommandProgress;
import dev.bellows.model.CommandProgress.Counter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server's views of how far a command is: https://www.postgresql.org/docs/18/progress-reporting.html. */
final class ProgressViews {
    /** Commands that have a view, by their first word; CREATE only as CREATE INDEX. */
    private static final Set<String> SHOWN = Set.of("reindex", "vacuum", "cluster", "copy", "analyze", "analyse");

    private static final List<String> COUNTERS = List.of("lockers", "partitions", "blocks", "tuples", "bytes");

    private ProgressViews() {}

    /** Whether the server tells how far such a statement is. */
    static boolean shows(String firstWord, String text) {
        return SHOWN.contains(firstWord)
                || (firstWord.equals("create") && text.matches("(?is)create\\s+(unique\\s+)?index\\b.*"));
    }

    /** How far a backend is with its command; null when it runs none that has a view, or has not begun. */
    static @Nullable CommandProgress read(Connection connection, int pid) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql(pid))) {
            if (!row.next()) {
                return null;
            }
            List<Counter> counters = new ArrayList<>();
            for (int i = 0; i < COUNTERS.size(); i++) {
                long done = row.getLong(4 + 2 * i);
                long total = row.getLong(5 + 2 * i);
                if (done > 0 || total > 0) {
                    counters.add(new Counter(COUNTERS.get(i), done, total));
                }
            }
            return new CommandProgress(row.getString(1), row.getString(2), counters, row.getInt(3));
        }
    }

    /** Command, phase, whom it waits for, and of each counter what is done and of how many. */
    private static String sql(int pid) {
        String none = ", 0, 0";
        String from = " FROM pg_catalog.pg_stat_progress_";
        String ours = " WHERE pid = " + pid;
        return "SELECT command, phase, current_locker_pid, lockers_done, lockers_total, partitions_done, partitions_total,"
                + " blocks_done, blocks_total, tuples_done, tuples_total" + none + from + "create_index" + ours
                + " UNION ALL SELECT 'VACUUM', phase, 0" + none + none
                + ", CASE phase WHEN 'vacuuming heap' THEN heap_blks_vacuumed ELSE heap_blks_scanned END, heap_blks_total"
                + none + none + from + "vacuum" + ours
                + " UNION ALL SELECT command, phase, 0" + none + none + ", heap_blks_scanned, heap_blks_total"
                + ", heap_tuples_written, 0" + none + from + "cluster" + ours
                + " UNION ALL SELECT command, '', 0" + none + none + none + ", tuples_processed, 0"
                + ", bytes_processed, bytes_total" + from + "copy" + ours
                + " UNION ALL SELECT 'ANALYZE', phase, 0" + none + ", child_tables_done, child_tables_total"
                + ", sample_blks_scanned, sample_blks_total" + none + none + from + "analyze" + ours;
    }
}
