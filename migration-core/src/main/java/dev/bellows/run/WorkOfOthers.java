package dev.bellows.run;

/**
 * Sees, while another runner works, whether that leaves anything to do. The ledger is read when its head has moved; while it moves
 * on and on, only now and then, as a reading takes several queries and many may wait.
 */
final class WorkOfOthers implements LockWait.Done {
    private static final long BETWEEN_READINGS = 10_000_000_000L;

    private final Pending pending;
    private final Reading reading;
    private long read = System.nanoTime() - BETWEEN_READINGS;
    private long seen;

    WorkOfOthers(Pending pending, Reading reading) {
        this.pending = pending;
        this.reading = reading;
        this.seen = reading.position();
    }

    @Override
    public String question() {
        return reading.positionSql();
    }

    @Override
    public boolean done(long position) {
        boolean moving = position != seen;
        seen = position;
        if (position == reading.position() || (moving && System.nanoTime() - read < BETWEEN_READINGS)) {
            return false;
        }
        reading.refresh();
        read = System.nanoTime();
        return pending.nothingToDo();
    }
}
