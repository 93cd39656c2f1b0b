package dev.bellows.cli;

import dev.bellows.cli.json.EventJson;
import dev.bellows.cli.json.Json;
import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Events as lines of JSON, each written when it happens, on a thread of its own: who works holds locks, and must not wait
 * for a reader that is slow or has stopped. A reader that is gone changes nothing until the end, when the stream is asked
 * whether all was written.
 */
final class EventStream implements Listener, AutoCloseable {
    private final PrintStream out;
    private final UnaryOperator<String> mask;
    private final InstantSource time;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "bellows-events");
        thread.setDaemon(true);
        return thread;
    });

    EventStream(PrintStream out, UnaryOperator<String> mask, InstantSource time) {
        this.out = out;
        this.mask = mask;
        this.time = time;
    }

    @Override
    public void on(Progress progress) {
        write(EventJson.of(progress, time.instant()));
    }

    /** An event of one of many. */
    void on(String target, Progress progress) {
        Map<String, @Nullable Object> event = EventJson.of(progress, time.instant());
        event.put("target", target);
        write(event);
    }

    private void write(Map<String, @Nullable Object> event) {
        String line = Json.line(Json.masked(event, mask));
        writer.execute(() -> {
            out.println(line);
            out.flush();
        });
    }

    /** Waits until everything is written; an interrupt from now on ends that. */
    @Override
    public void close() {
        writer.shutdown();
        // An interrupt that ended the work is no reason to lose its last events; another one is.
        boolean interrupted = Thread.interrupted();
        try {
            while (!writer.awaitTermination(1, TimeUnit.HOURS)) {
                // The reader has stopped, and may go on.
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
