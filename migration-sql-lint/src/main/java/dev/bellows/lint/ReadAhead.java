package dev.bellows.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives the results of tasks in their order to several takers, each on a thread of its own. Each task runs once, on the thread
 * of whoever misses its result first; and only so many results are ready before all have taken them as there is room for.
 *
 * <p>Whoever finds the next result missing runs not only its task, but as many as there is room for. So a thread does one thing
 * many times in a row, which a processor does up to twice as fast as one thing and another in turns: the code of both is larger
 * than its caches.
 */
final class ReadAhead<R> {
    private final List<@Nullable FutureTask<R>> tasks = new ArrayList<>();
    private final List<Taker> takers = new ArrayList<>();
    private final ToLongFunction<R> size;
    private final long[] sizes;
    private final long room;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long ready;
    private int begun;
    private int forgotten;

    /**
     * Tasks of which none has run.
     *
     * @param size how much room a result takes until all have taken it
     * @param room how much there is; the results that complete it may take more
     */
    ReadAhead(List<? extends Callable<R>> tasks, ToLongFunction<R> size, long room) {
        this.size = size;
        this.sizes = new long[tasks.size()];
        this.room = room;
        for (int i = 0; i < tasks.size(); i++) {
            int number = i;
            this.tasks.add(
                    new FutureTask<>(() -> counted(number, tasks.get(number).call())));
        }
    }

    /** Somebody who takes all results, from the first one on. Whoever comes must come before anything is taken. */
    Taker taker() {
        Taker taker = new Taker();
        takers.add(taker);
        return taker;
    }

    private R counted(int number, R result) {
        lock.lock();
        try {
            sizes[number] = size.applyAsLong(result);
            ready += sizes[number];
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Takes one result after the other. */
    final class Taker implements AutoCloseable {
        private int next;

        private Taker() {}

        /** The next result. What its task throws is thrown here. */
        R take() {
            FutureTask<R> task = task(next);
            if (!task.isDone()) {
                for (@Nullable FutureTask<R> missing = begin(next); missing != null; missing = begin(next)) {
                    missing.run();
                }
            }
            try {
                return result(task);
            } finally {
                moveTo(next + 1);
            }
        }

        /** It takes no more: what it has not taken is kept for the others only. */
        @Override
        public void close() {
            moveTo(tasks.size());
        }

        private void moveTo(int number) {
            lock.lock();
            try {
                next = number;
                forget();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Runs tasks until all are begun, or nobody takes any more: what a thread does that takes no results itself. */
    void read() {
        int last = tasks.size() - 1;
        for (@Nullable FutureTask<R> missing = begin(last); missing != null; missing = begin(last)) {
            missing.run();
        }
    }

    private FutureTask<R> task(int number) {
        lock.lock();
        try {
            return Objects.requireNonNull(tasks.get(number));
        } finally {
            lock.unlock();
        }
    }

    /**
     * A task that nobody has begun; null when all are begun, there is no room for its result, or nobody takes it. Where one up to
     * the last that is missing is not begun, waits for room: those who are behind make it.
     */
    private @Nullable FutureTask<R> begin(int missing) {
        lock.lock();
        try {
            while (ready >= room && begun <= missing && forgotten < tasks.size()) {
                changed.awaitUninterruptibly();
            }
            if (ready >= room || begun == tasks.size() || forgotten == tasks.size()) {
                return null;
            }
            // Who waits for this one need no longer wait for room.
            changed.signalAll();
            return tasks.get(begun++);
        } finally {
            lock.unlock();
        }
    }

    /** What all have taken takes no memory, however much is still to come. */
    private void forget() {
        int all = takers.stream().mapToInt(taker -> taker.next).min().orElse(0);
        for (; forgotten < all; forgotten++) {
            tasks.set(forgotten, null);
            ready -= sizes[forgotten];
        }
        if (ready <= room / 2 || forgotten == tasks.size()) {
            // Not for every little that is free: to wake a thread takes as long as to read a statement or two.
            changed.signalAll();
        }
    }

    /** Waits without heed of interrupts, because it is never for long; they are there afterwards. What it threw is thrown. */
    static <T extends @Nullable Object> T result(Future<T> task) {
        boolean interrupted = false;
        try {
            for (; ; ) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException exception ? exception : new IllegalStateException(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
