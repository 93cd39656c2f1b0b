package dev.bellows.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to which a database can be brought back, made before a migration ran.
 *
 * @param before the migration that was about to run
 * @param what what whoever made it calls it: a dump's file, a snapshot's identifier; null when he said nothing
 * @param at when it was recorded, on the server's clock: it was made shortly before
 */
public record RestorePoint(MigrationLabel before, @Nullable String what, Instant at) {
    /**
     * The newest of a ledger's.
     *
     * @return null when there is none
     */
    public static @Nullable RestorePoint newest(Collection<Entry> entries) {
        return entries.stream()
                .filter(entry -> entry.event() == EventKind.RESTORE_POINT)
                .reduce((older, newer) -> newer)
                .map(RestorePoint::of)
                .orElse(null);
    }

    /**
     * The newest from before all of these migrations were applied.
     *
     * @param entries of the ledger, in order
     * @return null when there is none
     */
    public static @Nullable RestorePoint before(Collection<MigrationId> migrations, List<Entry> entries) {
        long first = migrations.stream()
                .mapToLong(migration -> begun(migration, entries))
                .min()
                .orElse(0);
        return newest(entries.stream().filter(entry -> entry.position() < first).toList());
    }

    /** The position at which it last began to be applied; 0 when the ledger does not tell, as another tool did it. */
    private static long begun(MigrationId migration, List<Entry> entries) {
        long begun = 0;
        boolean goesOn = false;
        for (Entry entry : entries) {
            boolean up = entry.event() == EventKind.APPLIED || entry.event() == EventKind.INTENT;
            if (up && !"down".equals(entry.direction()) && entry.id().equals(migration)) {
                begun = goesOn ? begun : entry.position();
                goesOn = !entry.complete();
            }
        }
        return begun;
    }

    private static RestorePoint of(Entry entry) {
        return new RestorePoint(entry.label(), entry.detail(), Instant.EPOCH.plus(entry.at(), ChronoUnit.MICROS));
    }
}
