package dev.bellows.run;

import dev.bellows.model.Blocker;
import dev.bellows.model.Listener;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import java.time.Duration;
import java.util.List;

/** Tells of a migration's waits: when one begins, when others stand in the way, every few seconds, and when it is over. */
final class WaitNews {
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(5);

    private final Listener listener;
    private final Migration migration;
    private List<Blocker> named = List.of();
    private long began;
    private long told;

    WaitNews(Listener listener, Migration migration) {
        this.listener = listener;
        this.migration = migration;
    }

    /** These stand in the way now; nobody, when there are none. */
    void waitingFor(List<Blocker> blockers) {
        if (blockers.isEmpty()) {
            over();
            return;
        }
        long now = System.nanoTime();
        if (named.isEmpty()) {
            began = now;
        }
        if (!same(blockers) || now - told >= BETWEEN_WORDS.toNanos()) {
            told = now;
            named = blockers;
            listener.on(new Progress.WaitingForOthers(migration, blockers, Duration.ofNanos(now - began)));
        }
    }

    private boolean same(List<Blocker> blockers) {
        return blockers.size() == named.size()
                && blockers.stream().allMatch(blocker -> named.stream().anyMatch(blocker::same));
    }

    /** Nobody is waited for any more, if anybody was. */
    void over() {
        if (!named.isEmpty()) {
            named = List.of();
            listener.on(new Progress.WaitOver(migration, Duration.ofNanos(System.nanoTime() - began)));
        }
    }
}
