package dev.bellows.run;

import dev.bellows.model.Kept;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.Restoration;
import dev.bellows.model.UnfinishedCopy;
import dev.bellows.model.Version;
import dev.bellows.quarantine.ColumnOrder;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Needed;
import dev.bellows.quarantine.OpenCopies;
import dev.bellows.quarantine.RowCounts;
import dev.bellows.quarantine.Stored;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What people ask of the quarantine: what waits there, to bring it back. */
final class QuarantineCalls {
    private final Call call;

    QuarantineCalls(Call call) {
        this.call = call;
    }

    /** What waits, the newest first. */
    List<Kept> waiting() {
        try (Reading reading = new Reading(call)) {
            reading.requires().schema();
            reading.refresh();
            reading.requires().sound();
            reading.unvalidated().forEach(text -> call.listener().on(new Progress.Notice(text)));
            return counted(reading, stored(reading));
        }
    }

    /** What is being copied in batches, or was when a run ended before it was whole; the oldest first. */
    List<UnfinishedCopy> copying() {
        try (Reading reading = new Reading(call)) {
            reading.requires().schema();
            reading.refresh();
            reading.requires().sound();
            return reading.asking(() -> {
                List<UnfinishedCopy> copies = new ArrayList<>();
                for (OpenCopy copy : reading.copies()) {
                    copies.add(OpenCopies.standing(reading.session().connection(), copy));
                }
                return copies;
            });
        }
    }

    static List<Kept> counted(Reading reading, List<Stored> things) {
        return reading.asking(() -> {
            List<Kept> counted = new ArrayList<>();
            for (Stored stored : things) {
                counted.add(RowCounts.now(reading.session().connection(), stored.kept()));
            }
            return counted;
        });
    }

    static List<Stored> stored(Reading reading) {
        return reading.state().exists()
                ? reading.asking(() -> Inventory.all(reading.session().connection(), reading.tables()))
                : List.of();
    }

    /**
     * Brings something back.
     *
     * @param what its name in the quarantine, the table or column with or without schema, or the migration that dropped it
     * @param consent given what would come back; without it nothing does
     */
    List<Restoration> restore(String what, Predicate<List<Restoration>> consent) {
        try (Reading reading = new Reading(call);
                UnderLock ours = UnderLock.of(call, reading)) {
            Coming coming = coming(reading, requireThere(reading, named(reading, what)));
            return coming.restorations(
                    ours.restore(coming.all(), missing -> consent.test(coming.restorations(missing))));
        }
    }

    /**
     * What comes back together.
     *
     * @param all in their order; what others need comes first
     * @param left what does not come with them, each in a phrase: what they need and stays where it is, what is gone
     */
    private record Coming(List<Stored> all, List<String> left) {
        /**
         * What is told of it.
         *
         * @param missing for each what did not come with it
         */
        List<Restoration> restorations(List<List<String>> missing) {
            List<Restoration> restored = new ArrayList<>();
            int first = 0;
            while (first < all.size() - 1 && all.get(first).neededByOthers()) {
                first++;
            }
            for (int i = 0; i < all.size(); i++) {
                List<String> lacks = new ArrayList<>(i == first ? left : List.of());
                lacks.addAll(notBefore(all.get(i), missing.get(i), all.subList(i + 1, all.size())));
                restored.add(new Restoration(
                        ColumnOrder.after(all.get(i), all.subList(0, i)).kept(), lacks));
            }
            return restored;
        }
    }

    private static Coming coming(Reading reading, List<Stored> named) {
        List<Stored> there =
                named.stream().filter(stored -> !stored.kept().gone()).toList();
        List<Stored> older =
                there.stream().filter(stored -> hasNewer(stored, there)).toList();
        List<Stored> found =
                there.stream().filter(stored -> !older.contains(stored)).toList();
        return reading.asking(() -> {
            Connection connection = reading.session().connection();
            List<Stored> all = new ArrayList<>();
            List<String> left = new ArrayList<>();
            older.forEach(stored -> left.add("an older " + stored.kept().object() + ", dropped at "
                    + BackBefore.WHEN.format(stored.kept().since()) + ": it waits on as "
                    + stored.kept().name()));
            named.stream().filter(stored -> stored.kept().gone()).forEach(stored -> left.add(gone(stored)));
            for (Stored needed : Needed.along(connection, found, stored(reading))) {
                if (Needed.free(connection, needed)) {
                    all.add(needed);
                } else {
                    left.add(needed.kept().object() + ": there is another one by now; it keeps its own, "
                            + needed.kept().place());
                }
            }
            if (isAllOfTheirMigration(found, older, stored(reading))) {
                List<String> names =
                        found.stream().map(stored -> stored.kept().name()).toList();
                Inventory.alsoDropped(connection, reading.tables(), names)
                        .forEach(phrase ->
                                left.add(phrase + " of " + found.get(0).kept().migration()));
            }
            all.addAll(found);
            return new Coming(all, left);
        });
    }

    private static boolean isAllOfTheirMigration(List<Stored> found, List<Stored> older, List<Stored> all) {
        return all.stream()
                .filter(other -> !found.contains(other)
                        && !older.contains(other)
                        && !other.kept().gone())
                .noneMatch(other -> found.stream()
                        .anyMatch(stored ->
                                stored.kept().migration().equals(other.kept().migration())));
    }

    /** Of two that had one name, the newer one can have it again. */
    private static boolean hasNewer(Stored stored, List<Stored> all) {
        return all.stream()
                .anyMatch(other -> other.kept().object().equals(stored.kept().object())
                        && other.kept().since().isAfter(stored.kept().since()));
    }

    private static boolean isOf(Stored stored, String migration) {
        MigrationLabel label = stored.kept().migration();
        return label.toString().equals(migration)
                || (Version.isVersion(label.toString())
                        && Version.isVersion(migration)
                        && Version.of(label.toString()).compareTo(Version.of(migration)) == 0);
    }

    /** What else comes back does so without it. */
    private static List<Stored> requireThere(Reading reading, List<Stored> named) {
        if (named.stream().allMatch(stored -> stored.kept().gone())) {
            reading.require(named.stream()
                    .map(stored -> Refusal.of(
                            "gone-from-quarantine",
                            gone(stored),
                            "look for it under another name, or in a backup; to take it off the list: bellows quarantine purge "
                                    + stored.kept().name()))
                    .toList());
        }
        return named;
    }

    private static String gone(Stored stored) {
        return stored.kept().object() + ": " + stored.kept().place()
                + ", where it waited, is not there any more (dropped, renamed or moved)";
    }

    /** A constraint over two columns comes with the later one, and is told there if it does not. */
    private static List<String> notBefore(Stored stored, List<String> missing, List<Stored> later) {
        return missing.stream()
                .filter(phrase -> stored.restore().stream()
                        .filter(mend -> phrase.startsWith(mend.what() + ": "))
                        .noneMatch(mend ->
                                later.stream().anyMatch(other -> other.restore().contains(mend))))
                .toList();
    }

    static List<Stored> named(Reading reading, String what) {
        List<Stored> all = stored(reading);
        List<Stored> found =
                all.stream().filter(stored -> stored.kept().name().equals(what)).toList();
        if (found.isEmpty()) {
            found = all.stream()
                    .filter(stored -> stored.kept().object().equals(what)
                            || stored.kept().object().equals("public." + what))
                    .limit(1)
                    .toList();
        }
        if (found.isEmpty()) {
            found = ColumnOrder.back(
                    all.stream().filter(stored -> isOf(stored, what)).toList());
        }
        List<Stored> unfinished = unfinished(reading, what);
        if (found.isEmpty() && !unfinished.isEmpty()) {
            Kept copy = unfinished.get(0).kept();
            reading.require(List.of(Refusal.of(
                    "not-in-quarantine",
                    copy.object() + " has not been dropped: its copy in " + copy.name() + " is not ended",
                    "see how far it is: bellows quarantine")));
        }
        if (found.isEmpty()) {
            reading.require(List.of(Refusal.of(
                    "not-in-quarantine",
                    "nothing called " + what + " waits in quarantine",
                    all.isEmpty() ? "nothing waits there at all" : "see what does: bellows quarantine")));
        }
        return found;
    }

    /** A copy in batches is given up by the same name that it will have when it is whole. */
    static List<Stored> unfinished(Reading reading, String what) {
        return reading.copies().stream()
                .filter(copy -> copy.schema().equals(what)
                        || copy.object().equals(what)
                        || copy.object().equals("public." + what))
                .map(Stored::of)
                .toList();
    }
}
