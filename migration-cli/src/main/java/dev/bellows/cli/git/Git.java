package dev.bellows.cli.git;

import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Calls git in a folder. It asks nobody, and it has a time limit. */
final class Git {
    /** Seconds. What is asked takes milliseconds, unless git has to fetch what a partial clone left out. */
    private static final int LIMIT = 120;

    /**
     * Hooks run with these, which say where git found its own repository. Which one the folder is in, the folder tells: the
     * paths in them may start elsewhere.
     */
    private static final List<String> PLACES = List.of(
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "GIT_PREFIX",
            "GIT_COMMON_DIR",
            "GIT_IMPLICIT_WORK_TREE",
            "GIT_INTERNAL_SUPER_PREFIX",
            "GIT_EXTERNAL_DIFF");

    private static final Map<String, String> MANNERS = Map.of(
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_ASKPASS", "true",
            "SSH_ASKPASS", "true",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_PAGER", "cat",
            "LC_ALL", "C",
            "LANGUAGE", "C");

    private final Path folder;
    private final Map<String, String> environment;

    /**
     * In a folder.
     *
     * @param environment of the call
     */
    Git(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** What a call of git printed, and ended with; 0 is well. */
    static final class Ended {
        private final int exit;
        private final byte[] out;
        private final String err;

        private Ended(int exit, byte[] out, String err) {
            this.exit = exit;
            this.out = out;
            this.err = err;
        }

        int exit() {
            return exit;
        }

        byte[] out() {
            return out;
        }

        String err() {
            return err;
        }

        /** Its output as a line. */
        String line() {
            return text().strip();
        }

        /** Its output; names of files need not be UTF-8, and then are not migrations'. */
        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    Ended run(String... arguments) {
        return run(new byte[0], arguments);
    }

    /**
     * Calls it.
     *
     * @throws ConfigurationException when there is no git, or it does not end
     */
    Ended run(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString(), "--no-pager"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().keySet().removeAll(PLACES);
        builder.environment().putAll(MANNERS);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw wrong(
                    "git cannot be called: " + e.getMessage(),
                    "install git, or lint without --git-base: --since VERSION needs none");
        }
        try {
            return ended(process, input, String.join(" ", arguments));
        } finally {
            process.destroyForcibly();
        }
    }

    /** All three streams at once: whoever of both waits for the other would wait for ever. */
    private static Ended ended(Process process, byte[] input, String what) {
        CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), Git::start);
        CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), Git::start);
        CompletableFuture<Void> in =
                CompletableFuture.runAsync(() -> write(process.getOutputStream(), input), Git::start);
        try {
            if (!process.waitFor(LIMIT, TimeUnit.SECONDS)) {
                throw wrong(
                        "git " + what + " has not ended in " + LIMIT + " seconds",
                        "see what it waits for: run it yourself in this folder");
            }
            in.join();
            return new Ended(process.exitValue(), out.join(), new String(err.join(), StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw wrong("git was interrupted", "run again");
        }
    }

    /** Not in the common pool: on few processors it has too few threads for all of them. */
    private static void start(Runnable work) {
        Thread thread = new Thread(work, "git");
        thread.setDaemon(true);
        thread.start();
    }

    private static byte[] read(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream stream, byte[] input) {
        try (stream) {
            stream.write(input);
        } catch (IOException e) {
            // It has ended, and says why on its own.
        }
    }

    static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(what + "\nnext: " + next, Report.EMPTY);
    }
}
