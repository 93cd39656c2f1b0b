package dev.bellows.run;

import dev.bellows.model.Kept;
import dev.bellows.model.Progress;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Strangers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What people ask to be thrown away of what waits in quarantine. */
final class PurgeCalls {
    private final Call call;

    PurgeCalls(Call call) {
        this.call = call;
    }

    /**
     * Throws away what has waited for longer.
     *
     * @param consent given what would go; without it nothing does
     */
    List<Kept> purge(Duration olderThan, Predicate<List<Kept>> consent) {
        return purge(reading -> old(reading, olderThan), consent, false);
    }

    /** What would go. */
    List<Kept> tryPurge(Duration olderThan) {
        return purge(reading -> old(reading, olderThan), kept -> false, true);
    }

    /** Throws something away by its name. */
    List<Kept> purge(String what, Predicate<List<Kept>> consent) {
        return purge(reading -> named(reading, what), consent, false);
    }

    /** What would go. */
    List<Kept> tryPurge(String what) {
        return purge(reading -> named(reading, what), kept -> false, true);
    }

    private static List<Stored> old(Reading reading, Duration olderThan) {
        Instant now = reading.asking(() -> reading.session().now());
        return QuarantineCalls.stored(reading).stream()
                .filter(stored -> stored.kept().since().plus(olderThan).compareTo(now) <= 0)
                .toList();
    }

    private static List<Stored> named(Reading reading, String what) {
        List<Stored> unfinished = QuarantineCalls.unfinished(reading, what);
        return unfinished.isEmpty() ? QuarantineCalls.named(reading, what) : unfinished;
    }

    /** One that cannot go keeps no other from going. */
    private List<Kept> purge(Function<Reading, List<Stored>> which, Predicate<List<Kept>> consent, boolean dry) {
        try (Reading reading = new Reading(call);
                UnderLock ours = UnderLock.of(call, reading)) {
            List<Stored> asked = which.apply(reading).stream()
                    // What others need goes after them.
                    .sorted(Comparator.comparing(stored -> stored.kept().way() == QuarantineWay.NEEDED))
                    .toList();
            Map<String, List<String>> strangers =
                    reading.asking(() -> Strangers.of(reading.session().connection(), asked));
            List<Stored> going = asked.stream()
                    .filter(stored -> !strangers.containsKey(stored.kept().name()))
                    .toList();
            List<Refusal> refusals = asked.stream()
                    .filter(stored -> !going.contains(stored))
                    .map(stored -> Purging.refusal(
                            stored,
                            strangers.getOrDefault(stored.kept().name(), List.of()),
                            QuarantineCalls.stored(reading)))
                    .collect(Collectors.toCollection(ArrayList::new));
            going.forEach(stored -> tellWhatStays(reading, stored));
            List<Kept> kept = QuarantineCalls.counted(reading, going);
            boolean done = !kept.isEmpty() && consent.test(kept);
            if (done) {
                refusals.addAll(all(going, !refusals.isEmpty(), ours));
            } else if (dry && !refusals.isEmpty() && !going.isEmpty()) {
                tell("this would go for good: " + QuarantineTroubles.objects(going));
            }
            if (done || dry || kept.isEmpty()) {
                reading.require(refusals);
            }
            refusals.forEach(refusal -> tell("would have stayed: " + refusal.file() + ": " + refusal.cause()));
            return kept;
        }
    }

    /**
     * One may depend on another, so those that were refused are tried again while others go.
     *
     * @param othersStay whether what went has to be told, as the call ends with a refusal
     */
    private List<Refusal> all(List<Stored> going, boolean othersStay, UnderLock ours) {
        List<Stored> gone = new ArrayList<>();
        Map<Stored, List<Refusal>> refused = new LinkedHashMap<>();
        List<Stored> left = going;
        int before = -1;
        while (!left.isEmpty() && gone.size() > before) {
            before = gone.size();
            refused.clear();
            for (Stored stored : left) {
                try {
                    ours.purge(stored);
                    gone.add(stored);
                } catch (RefusedException e) {
                    refused.put(stored, e.report().refusals());
                }
            }
            left = List.copyOf(refused.keySet());
        }
        if ((othersStay || !refused.isEmpty()) && !gone.isEmpty()) {
            tell("gone for good: " + QuarantineTroubles.objects(gone));
        }
        return refused.values().stream().flatMap(List::stream).toList();
    }

    /** What was renamed there, or put there, is nobody's to throw away. */
    private void tellWhatStays(Reading reading, Stored stored) {
        if (stored.kept().gone()) {
            List<String> left =
                    reading.asking(() -> Strangers.left(reading.session().connection(), stored));
            if (!left.isEmpty()) {
                tell(stored.kept().object() + " is only taken off the list; in "
                        + stored.kept().name() + " stays, for you to use or to drop: " + String.join(", ", left));
            }
        }
    }

    private void tell(String text) {
        call.listener().on(new Progress.Notice(text));
    }
}
