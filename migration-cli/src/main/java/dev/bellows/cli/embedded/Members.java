package dev.bellows.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processes that use the server: each holds the lock on a file of its own, which the operating system takes away
 * when the process ends, however it ends. To be used in one's {@link Turn} only.
 */
final class Members {
    private final Path folder;
    private final Path own;
    private @Nullable FileChannel channel;

    Members(Path folder) {
        this.folder = folder;
        this.own = folder.resolve(UUID.randomUUID() + ".lock");
    }

    void enter() throws IOException {
        Files.createDirectories(folder);
        FileChannel opened = FileChannel.open(own, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel = opened;
        if (opened.tryLock() == null) {
            throw new IOException("the lock on " + own + " is not to be had");
        }
    }

    void leave() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
            Files.deleteIfExists(own);
        }
    }

    boolean othersLive() throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        List<Path> files;
        try (Stream<Path> content = Files.list(folder)) {
            files = content.filter(file -> !file.equals(own)).toList();
        }
        boolean live = false;
        for (Path file : files) {
            live |= lives(file);
        }
        return live;
    }

    private static boolean lives(Path file) throws IOException {
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = other.tryLock()) {
            if (lock == null) {
                return true;
            }
        } catch (OverlappingFileLockException held) {
            // By this process, through another class loader.
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
        Files.deleteIfExists(file);
        return false;
    }
}
