package dev.bellows.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** What others feel: readers and writers that do the same small thing again and again, and how long each took. */
final class Waits implements AutoCloseable {
    /** A table or column that has just gone, or has not come back yet: whoever asked has waited all the same. */
    private static final String MISSING = "42";

    private static final long BETWEEN_NANOS = 1_000_000;

    private final DataSource dataSource;
    private final Map<String, List<Double>> millis = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /**
     * Starts them.
     *
     * @param statements by what each is called; the parameter of each is a row's number
     * @param rows the highest number
     */
    Waits(DataSource dataSource, Map<String, String> statements, long rows) {
        this.dataSource = dataSource;
        statements.forEach((name, sql) -> {
            List<Double> mine = Collections.synchronizedList(new ArrayList<>());
            millis.put(name, mine);
            Thread thread = new Thread(() -> again(sql, rows, mine), name);
            threads.add(thread);
            thread.start();
        });
    }

    private void again(String sql, long rows, List<Double> mine) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            while (!over) {
                statement.setLong(1, ThreadLocalRandom.current().nextLong(rows) + 1);
                long began = System.nanoTime();
                try {
                    statement.execute();
                } catch (SQLException e) {
                    if (!String.valueOf(e.getSQLState()).startsWith(MISSING)) {
                        throw e;
                    }
                }
                mine.add((System.nanoTime() - began) / 1e6);
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What they have felt since this was asked last: the longest of each, in milliseconds. */
    Map<String, Double> longest() {
        Map<String, Double> longest = new TreeMap<>();
        millis.forEach((name, mine) -> {
            synchronized (mine) {
                longest.put(name, mine.isEmpty() ? 0.0 : Collections.max(mine));
                mine.clear();
            }
        });
        return longest;
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
