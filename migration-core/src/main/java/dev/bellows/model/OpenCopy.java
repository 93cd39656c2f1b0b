package dev.bellows.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A column that is being copied in batches, so that a migration may drop it; what is copied is kept in step with it.
 *
 * @param schema where the copy is
 * @param object the column with its table, quoted where it must be
 * @param table likewise the table alone, as it was called then
 * @param oid the table's
 * @param number the column's in it
 * @param migration that is to drop it
 * @param down whether its reverse is
 * @param checksum of the migration's file; null when it has none
 * @param since when it was begun, by the server's clock
 */
public record OpenCopy(
        String schema,
        String object,
        String table,
        long oid,
        int number,
        MigrationLabel migration,
        boolean down,
        @Nullable String checksum,
        Instant since) {}
