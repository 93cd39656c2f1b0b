package dev.bellows.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives the results of tasks in their order, while threads of its own work on those that come next. Each task runs once, on
 * whichever thread comes to it first; and only so many results are ready before they are taken as there is room for.
 *
 * <p>Whoever takes the results and finds the next one missing does not wait: it runs tasks itself, as many as there is room
 * for. So it does one thing many times in a row, also where it is the only thread, which a processor does up to twice as fast
 * as one thing and another in turns: the code of both is larger than its caches.
 */
final class ReadAhead<R> implements AutoCloseable {
    private final List<@Nullable FutureTask<R>> tasks = new ArrayList<>();
    private final ToLongFunction<R> size;
    private final long room;
    private long ready;
    private int begun;
    private int taken;

    /**
     * Begins.
     *
     * @param size how much room a result takes until it is taken
     * @param room how much there is; the results that complete it may take more
     * @param threads how many work, at least 1: that of the caller, who takes the results, is one of them
     */
    ReadAhead(List<? extends Callable<R>> tasks, ToLongFunction<R> size, long room, int threads) {
        this.size = size;
        this.room = room;
        tasks.forEach(task -> this.tasks.add(new FutureTask<>(() -> counted(task.call()))));
        for (int i = 1; i < Math.min(threads, tasks.size()); i++) {
            Thread helper = new Thread(this::help, "bellows-reading-" + i);
            helper.setDaemon(true);
            helper.start();
        }
    }

    private synchronized R counted(R result) {
        ready += size.applyAsLong(result);
        return result;
    }

    private void help() {
        try {
            for (@Nullable FutureTask<R> next = awaitNext(); next != null; next = awaitNext()) {
                next.run();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts these threads; if somebody did, the others would run what is left.
            Thread.currentThread().interrupt();
        }
    }

    /** A task that nobody has begun, when there is room for its result; null when all are begun. */
    private synchronized @Nullable FutureTask<R> awaitNext() throws InterruptedException {
        while (ready >= room && begun < tasks.size()) {
            wait();
        }
        return next();
    }

    /** Likewise, and null also when there is no room. */
    private synchronized @Nullable FutureTask<R> next() {
        return ready < room && begun < tasks.size() ? tasks.get(begun++) : null;
    }

    /** The next result. What its task throws is thrown here. */
    R take() {
        int number = taken++;
        FutureTask<R> task = Objects.requireNonNull(tasks.get(number));
        if (!task.isDone()) {
            for (@Nullable FutureTask<R> next = next(); next != null; next = next()) {
                next.run();
            }
        }
        R result = result(task);
        forget(number, result);
        return result;
    }

    /** What was taken takes no memory, however much is still to come. */
    private synchronized void forget(int number, R result) {
        tasks.set(number, null);
        ready -= size.applyAsLong(result);
        if (ready <= room / 2) {
            // Not for every little that is free: to wake a thread takes as long as to read a statement or two.
            notifyAll();
        }
    }

    /** Waits without heed of interrupts, because it is never for long; they are there afterwards. */
    private static <R> R result(Future<R> task) {
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

    /** Ends the threads; what nobody has begun is given up. */
    @Override
    public synchronized void close() {
        begun = tasks.size();
        notifyAll();
    }
}
