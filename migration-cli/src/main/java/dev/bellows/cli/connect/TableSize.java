package dev.bellows.cli.connect;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How large a table is, its partitions and children counted in.
 *
 * @param bytes of its rows, without what is stored out of line
 * @param totalBytes with indexes and all
 * @param rows as the server's statistics have them; null when they have none yet
 * @param writes rows written since the server began to count
 * @param counted for how long it has counted; null when it does not tell
 */
public record TableSize(
        long bytes,
        long totalBytes,
        @Nullable Long rows,
        long writes,
        @Nullable Duration counted) {}
