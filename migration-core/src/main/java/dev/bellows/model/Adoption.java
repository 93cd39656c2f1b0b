package dev.bellows.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What another tool has applied, as its own table says, compared with the files and with the ledger.
 *
 * @param tool its name, such as {@code flyway}
 * @param table the table, with its schema
 * @param rows how many of its migrations count as applied there
 * @param newest what the table calls the last of them; null when there is none
 * @param done whether entries were written
 * @param adopted the migrations that have, or would get, an {@code adopted} entry, in their order
 * @param already how many the ledger has had before
 * @param onlyInTable what the table calls those that no file is of
 * @param pending the migrations that the table does not know, nor the ledger
 * @param baseline the version up to which everything counts, or would count, as applied; null where files were matched
 * @param enforceFrom what {@code enforce-from} should be, so that all this is history; null when nothing is
 * @param refusals why nothing can be adopted as it stands
 * @param notices what a person should know
 * @param report the database and its ledger
 */
public record Adoption(
        String tool,
        String table,
        int rows,
        @Nullable String newest,
        boolean done,
        List<Adopted> adopted,
        int already,
        List<String> onlyInTable,
        List<MigrationLabel> pending,
        @Nullable String baseline,
        @Nullable String enforceFrom,
        List<Refusal> refusals,
        List<String> notices,
        Report report) {
    public Adoption {
        adopted = List.copyOf(adopted);
        onlyInTable = List.copyOf(onlyInTable);
        pending = List.copyOf(pending);
        refusals = List.copyOf(refusals);
        notices = List.copyOf(notices);
    }

    /**
     * A migration that the tool applied.
     *
     * @param name what the tool's table calls it
     * @param checked whether the tool keeps a checksum of it, which the file still has
     */
    public record Adopted(MigrationLabel migration, String name, boolean checked) {}

    /** Whether there is nothing to write, and no reason against it. */
    public boolean nothingToDo() {
        return adopted.isEmpty() && (baseline == null || already > 0) && refusals.isEmpty();
    }
}
