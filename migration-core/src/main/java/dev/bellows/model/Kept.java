package dev.bellows.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that waits in quarantine.
 *
 * @param name what it is called there: {@code bellows_q_41}; no other thing has it
 * @param object the table or column as it was, with its schema; quoted where it must be
 * @param migration that dropped it
 * @param down whether its reverse did
 * @param place where it is to be read now; quoted where it must be
 * @param rows how many there are; 0 also where nobody has counted
 * @param counted whether {@code rows} was counted: now, or when it was dropped; otherwise it is an estimate
 * @param bytes that it takes now; null for a column under another name, which takes what it took
 * @param since when it was dropped, by the server's clock
 * @param until when {@code purge} takes it with its usual age
 * @param lost what a restore does not bring back, each in a phrase
 * @param gone whether it is not there any more under that name, as somebody has dropped, renamed or moved it: only the ledger knows of it
 */
public record Kept(
        String name,
        String object,
        MigrationLabel migration,
        boolean down,
        QuarantineWay way,
        String place,
        long rows,
        boolean counted,
        @Nullable Long bytes,
        Instant since,
        Instant until,
        List<String> lost,
        boolean gone) {
    public Kept {
        lost = List.copyOf(lost);
    }

    /** The same with another number of rows. */
    public Kept withRows(long number, boolean areCounted) {
        return new Kept(name, object, migration, down, way, place, number, areCounted, bytes, since, until, lost, gone);
    }

    /** The same, and a restore does not bring these back. */
    public Kept withLost(List<String> phrases) {
        return new Kept(name, object, migration, down, way, place, rows, counted, bytes, since, until, phrases, gone);
    }
}
