package dev.bellows.model;

import dev.bellows.sql.Phase;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a database stands.
 *
 * @param position the ledger's newest position; 0 without a ledger
 * @param head the highest version of this build; null when it ships none
 * @param current whether every expand of this build is applied
 * @param gates what the gates of its pending contracts see now; empty where none is pending, or nobody could be asked
 * @param restorePoint the newest; null when the ledger knows of none
 * @param next the next thing to do: a command, or a phrase when nothing is to be done
 */
public record Status(
        String database,
        String ledger,
        long position,
        @Nullable String head,
        boolean current,
        List<Row> rows,
        List<Refusal> refusals,
        List<String> notices,
        List<GateView> gates,
        @Nullable RestorePoint restorePoint,
        String next) {
    public Status {
        rows = List.copyOf(rows);
        refusals = List.copyOf(refusals);
        notices = List.copyOf(notices);
        gates = List.copyOf(gates);
    }

    /**
     * One migration.
     *
     * @param phase null for an applied migration whose file is gone and whose entry names none
     * @param done statements in the database, for failed and unfinished ones
     * @param total statements in the file, for the same
     * @param at when the last entry was written, on the server's clock; null when there is none
     * @param note a few words more; null when there are none
     */
    public record Row(
            String owner,
            String version,
            String description,
            @Nullable Phase phase,
            State state,
            int done,
            int total,
            @Nullable Instant at,
            @Nullable String note) {}
}
