package dev.bellows.run;

import dev.bellows.model.Build;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** What is shipped, read while the connection is made: a start with nothing to do waits for little else than these two. */
public final class ReadAhead {
    private final CompletableFuture<Build> reading;

    private ReadAhead(CompletableFuture<Build> reading) {
        this.reading = reading;
    }

    /** Begins to read, in a thread that ends with it. */
    public static ReadAhead begin(Supplier<Build> files) {
        return new ReadAhead(CompletableFuture.supplyAsync(files, ReadAhead::inItsOwnThread));
    }

    private static void inItsOwnThread(Runnable reading) {
        Thread thread = new Thread(reading, "bellows-files");
        thread.setDaemon(true);
        thread.start();
    }

    /** What was read before. */
    public static ReadAhead known(Build build) {
        return new ReadAhead(CompletableFuture.completedFuture(build));
    }

    /**
     * What was read, once it is; an interrupt is left for what comes after.
     *
     * @throws dev.bellows.model.ConfigurationException when a place is not there or cannot be read
     */
    Build build() {
        try {
            return reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException wrong) {
                throw wrong;
            }
            throw e;
        }
    }
}
