package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.MigrationId;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A version up to which everything is there already. */
final class Baseline {
    private final Call call;
    private final Version version;

    Baseline(Call call, Version version) {
        this.call = call;
        this.version = version;
    }

    /**
     * Records it, once for each owner.
     *
     * @param reason why; may be empty
     */
    Report record(String reason) {
        try (Reading reading = new Reading(call);
                UnderLock ours = UnderLock.of(call, reading)) {
            requireFirst(reading);
            requireNotAboveFiles(reading);
            ours.createLedger();
            Set<String> owners = new TreeSet<>(Set.of(MigrationId.MAIN));
            call.build().migrations().forEach(migration -> owners.add(migration.owner()));
            // One entry each; a call that died between two of them is finished by the next one.
            reading.state().entries().stream().filter(Baseline::counts).forEach(entry -> owners.remove(entry.owner()));
            for (String owner : owners) {
                Draft draft = Draft.about(EventKind.BASELINED, owner, version.toString());
                ours.record(reason.isBlank() ? draft : draft.because(reason));
            }
            return reading.report();
        }
    }

    private void requireFirst(Reading reading) {
        boolean history = reading.state().entries().stream()
                .filter(Baseline::counts)
                .anyMatch(entry -> entry.event() != EventKind.BASELINED
                        || !version.digits().equals(entry.id().key()));
        if (history) {
            reading.require(List.of(Refusal.of(
                    "baseline-too-late",
                    "the ledger records migrations already",
                    "see: bellows status; for a single one: bellows resolve V --as applied")));
        }
    }

    /** A restore point was made before a migration that did not come to be: nothing of it is there. */
    private static boolean counts(Entry entry) {
        return entry.aboutMigration() && entry.event() != EventKind.RESTORE_POINT;
    }

    private void requireNotAboveFiles(Reading reading) {
        @Nullable Version head = call.build().head();
        if (head != null && version.compareTo(head) > 0) {
            reading.require(List.of(Refusal.of(
                    "above-all-files",
                    "no file has a version as high as " + version
                            + ": files up to it would count as applied before they are written",
                    "the highest there is: bellows baseline " + head)));
        }
    }
}
