package dev.bellows.cli.restore;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A process and those that it has started, which end with it when its time is over or nobody waits for it any more. */
final class Family {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** How long those that are asked to end may take to do so. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Process process;

    /** Also those whose parent has gone: they are nobody's children any more. */
    private final Set<ProcessHandle> members = new LinkedHashSet<>();

    Family(Process process) {
        this.process = process;
    }

    /**
     * Waits until the process has ended by itself.
     *
     * @param atMost zero for as long as it takes
     * @return whether it has; otherwise all of them have been ended
     * @throws InterruptedException likewise
     */
    boolean await(Duration atMost) throws InterruptedException {
        long began = System.nanoTime();
        try {
            while (!process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
                if (!atMost.isZero() && System.nanoTime() - began > atMost.toNanos()) {
                    return false;
                }
            }
            return true;
        } finally {
            if (process.isAlive()) {
                end();
            }
        }
    }

    private void look() {
        process.descendants().forEach(members::add);
    }

    private void end() {
        look();
        members.add(process.toHandle());
        members.forEach(ProcessHandle::destroy);
        boolean interrupted = awaitEnd(GRACE);
        members.stream().flatMap(ProcessHandle::descendants).toList().forEach(members::add);
        members.forEach(ProcessHandle::destroyForcibly);
        interrupted |= awaitEnd(GRACE);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says whether somebody has grown impatient meanwhile. */
    private boolean awaitEnd(Duration atMost) {
        long began = System.nanoTime();
        try {
            while (members.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - began < atMost.toNanos()) {
                Thread.sleep(20);
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
