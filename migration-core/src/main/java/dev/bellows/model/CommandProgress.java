package dev.bellows.model;

import java.util.List;

/**
 * How far the server is with a command, as its progress views tell: index builds, VACUUM, CLUSTER and VACUUM FULL, COPY,
 * ANALYZE; or how far Bellows is with the copy of a big column. See https://www.postgresql.org/docs/18/progress-reporting.html.
 *
 * @param command {@code CREATE INDEX CONCURRENTLY}, {@code VACUUM}, {@code copying public.orders.size}, …
 * @param phase in the server's words, {@code building index: scanning table}, or how long a copy will take yet; empty where there is none to tell
 * @param counters what can be counted in this phase; those of which the server knows nothing are left out
 * @param waitsFor the pid of the session that it waits for; 0 when it does not tell one
 */
public record CommandProgress(String command, String phase, List<Counter> counters, int waitsFor) {
    public CommandProgress {
        counters = List.copyOf(counters);
    }

    /**
     * A counter.
     *
     * @param of {@code blocks}, {@code tuples}, {@code rows}, {@code lockers}, {@code partitions} or {@code bytes}
     * @param total 0 when the server does not know it
     */
    public record Counter(String of, long done, long total) {}
}
