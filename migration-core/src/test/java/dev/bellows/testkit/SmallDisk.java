package dev.bellows.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system in memory that is soon full; the server's user may write it. Mounting one takes root. */
public final class SmallDisk implements AutoCloseable {
    /** What to say when a test is skipped because no file system can be mounted. */
    public static final String MISSING = "this test needs root and a system that lets it mount a tmpfs";

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Whether one can be mounted here. */
    public static boolean isAvailable() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return false;
        }
        try (SmallDisk disk = ofMegabytes(1)) {
            return Files.isDirectory(disk.folder());
        } catch (IllegalStateException refused) {
            return false;
        }
    }

    /** Mounts one; IllegalStateException with what the tool said when that fails. */
    public static SmallDisk ofMegabytes(int megabytes) {
        try {
            Path folder = Files.createTempDirectory("small-disk");
            try {
                run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m,mode=0777", "tmpfs", folder.toString());
            } catch (IllegalStateException refused) {
                Files.delete(folder);
                throw refused;
            }
            Path writable = Files.createDirectory(folder.resolve("data"));
            run("chown", "postgres", writable.toString());
            return new SmallDisk(folder);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** An empty folder upon it that the server's user owns. */
    public Path folder() {
        return folder.resolve("data");
    }

    /** Makes room. */
    public void growToMegabytes(int megabytes) {
        run("mount", "-o", "remount,size=" + megabytes + "m", folder.toString());
    }

    /** Removes it with all that it holds. */
    @Override
    public void close() {
        run("umount", "--lazy", folder.toString());
        TestDatabase.remove(folder);
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(problem);
        }
    }
}
