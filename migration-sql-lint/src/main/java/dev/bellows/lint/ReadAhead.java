package dev.bellows.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives the results of tasks in their order, while threads of its own work on those that come next. Each task runs once, on
 * whichever thread comes to it first; whoever takes the results runs tasks too instead of waiting; and only a few results are
 * ready before they are taken.
 */
final class ReadAhead<R> implements AutoCloseable {
    /** How many results may be ready before they are taken. */
    private static final int READY = 16;

    private final AtomicReferenceArray<@Nullable FutureTask<R>> tasks;
    private final AtomicInteger begun = new AtomicInteger();
    private final Semaphore room = new Semaphore(READY);
    private final List<Thread> helpers = new ArrayList<>();
    private int taken;

    /**
     * Begins.
     *
     * @param threads how many work, at least 1: that of the caller, who takes the results, is one of them
     */
    ReadAhead(List<? extends Callable<R>> tasks, int threads) {
        this.tasks = new AtomicReferenceArray<>(tasks.size());
        for (int i = 0; i < tasks.size(); i++) {
            this.tasks.set(i, new FutureTask<>(tasks.get(i)));
        }
        for (int i = 1; i < Math.min(threads, tasks.size()); i++) {
            Thread helper = new Thread(this::help, "bellows-reading-" + i);
            helper.setDaemon(true);
            helpers.add(helper);
            helper.start();
        }
    }

    private void help() {
        try {
            for (int next = begun.getAndIncrement(); next < tasks.length(); next = begun.getAndIncrement()) {
                room.acquire();
                run(next);
            }
        } catch (InterruptedException e) {
            // Nobody takes any more.
            Thread.currentThread().interrupt();
        }
    }

    /** Does nothing when another thread has begun it. */
    private void run(int number) {
        @Nullable FutureTask<R> task = number < tasks.length() ? tasks.get(number) : null;
        if (task != null) {
            task.run();
        }
    }

    /** The next result. What its task throws is thrown here. */
    R take() {
        int number = taken++;
        FutureTask<R> task = Objects.requireNonNull(tasks.get(number));
        for (int next = number; !task.isDone() && next < number + READY; next++) {
            run(next);
        }
        try {
            return result(task);
        } finally {
            tasks.set(number, null);
            room.release();
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

    /** Ends the threads; what is not taken is given up. */
    @Override
    public void close() {
        helpers.forEach(Thread::interrupt);
    }
}
