package dev.bellows.run;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A call in a thread of its own, which a test interrupts; how it ended, and whether the flag was set then. */
final class InterruptedCall<T> {
    /**
     * How it ended.
     *
     * @param result null when it failed
     * @param failure null when it did not
     */
    record End<T>(@Nullable T result, @Nullable RuntimeException failure, boolean flag) {}

    private final FutureTask<End<T>> task;
    private final Thread thread;

    private InterruptedCall(Callable<T> call) {
        this.task = new FutureTask<>(() -> {
            try {
                T result = call.call();
                return new End<>(result, null, Thread.currentThread().isInterrupted());
            } catch (RuntimeException e) {
                return new End<>(null, e, Thread.currentThread().isInterrupted());
            }
        });
        this.thread = new Thread(task, "interrupted-call");
    }

    static <T> InterruptedCall<T> start(Callable<T> call) {
        InterruptedCall<T> started = new InterruptedCall<>(call);
        started.thread.start();
        return started;
    }

    InterruptedCall<T> interrupt() {
        thread.interrupt();
        return this;
    }

    End<T> end() throws Exception {
        return task.get();
    }
}
