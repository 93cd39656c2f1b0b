package dev.bellows.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The time in which one process alone enters or leaves, starts or stops the server of a folder. */
final class Turn {
    private static final int PAUSE_MILLISECONDS = 25;
    private static final int PAUSES_IN_SILENCE = 40;

    /** What is done in one's turn. */
    interface Action {
        void run() throws IOException, EmbeddedServerException;
    }

    private Turn() {}

    /** Waits for its turn as long as it takes: a process that dies in its turn loses it. */
    static void take(Path folder, Consumer<String> say, Action action) throws IOException, EmbeddedServerException {
        Path file = folder.resolve("turn.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int pauses = 0; tryLock(channel) == null; pauses++) {
                if (pauses == PAUSES_IN_SILENCE) {
                    say.accept("waiting for another process that starts or stops PostgreSQL in " + folder);
                }
                Pause.milliseconds(PAUSE_MILLISECONDS);
            }
            action.run();
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException held) {
            // By this process, through another class loader.
            return null;
        }
    }
}
