package dev.bellows.cli.lint;

import dev.bellows.cli.connect.TableSize;
import dev.bellows.lint.TableEffect;
import java.time.Duration;
import java.util.Optional;

/**
 * How long work on a table will take, as a range: nobody knows how fast a server's disks are and what else it does. The rates
 * are what a small cloud volume and a fast local disk do; an index build sorts besides reading, and a rewrite also writes, logs
 * and builds the indexes anew.
 *
 * @param shortest at the faster rate
 * @param longest at the slower one
 * @param slow in bytes a second
 * @param fast in bytes a second
 */
public record Estimate(Duration shortest, Duration longest, long slow, long fast) {
    private static final long MEGABYTE = 1_000_000;

    /** Of what a statement does to a table; empty where it does nothing that takes long. */
    public static Optional<Estimate> of(TableEffect effect, TableSize size) {
        return switch (effect.work()) {
            case NONE -> Optional.empty();
            case READS -> Optional.of(of(size.bytes(), 100 * MEGABYTE, 1000 * MEGABYTE));
            case BUILDS -> Optional.of(of(size.bytes(), 20 * MEGABYTE, 200 * MEGABYTE));
            case REWRITES -> Optional.of(of(size.totalBytes(), 15 * MEGABYTE, 150 * MEGABYTE));
        };
    }

    private static Estimate of(long bytes, long slow, long fast) {
        return new Estimate(time(bytes, fast), time(bytes, slow), slow, fast);
    }

    private static Duration time(long bytes, long rate) {
        return Duration.ofMillis(bytes / (rate / 1000));
    }
}
