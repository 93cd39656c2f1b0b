package dev.bellows.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process that was started, runner or instance, with what was done to it. */
final class Child {
    private final String name;
    private final @Nullable Call call;
    private final Process process;
    private final CompletableFuture<Instant> ended;
    private final Wire wire;
    private final Path output;
    private final Set<String> signals = ConcurrentHashMap.newKeySet();

    /**
     * What a runner was called for.
     *
     * @param build whose folder it was called in
     * @param arguments of the command line
     * @param position of the ledger's head before it was started
     */
    record Call(int build, String arguments, long position) {}

    private Child(String name, @Nullable Call call, Process process, Wire wire, Path output) {
        this.name = name;
        this.call = call;
        this.process = process;
        this.ended = process.onExit().thenApply(unused -> Instant.now());
        this.wire = wire;
        this.output = output;
    }

    /** Starts a command in this folder, a runner where {@code call} says for what; what it says goes into a file beside that. */
    static Child start(
            String name,
            @Nullable Call call,
            Path folder,
            Wire wire,
            List<String> command,
            Map<String, String> variables)
            throws IOException {
        Path output = folder.resolveSibling(name + ".txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(each -> each.startsWith("BELLOWS_") || each.startsWith("PG"));
        builder.environment().putAll(variables);
        builder.directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        return new Child(name, call, builder.start(), wire, output);
    }

    String name() {
        return name;
    }

    boolean isRunner() {
        return call != null;
    }

    /** Null for an instance. */
    @Nullable
    Call call() {
        return call;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Wire wire() {
        return wire;
    }

    /** Sends a signal, such as STOP; it counts as sent whether or not the process could still hear it. */
    void signal(String signal) {
        signals.add(signal);
        if (signal.equals("KILL")) {
            process.destroyForcibly();
            return;
        }
        try {
            int unused = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Set<String> signals() {
        return Set.copyOf(signals);
    }

    /** Whether it has ended in that time. */
    boolean ended(long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When it had, by this machine's clock, which is the server's too. */
    Instant ended() {
        return ended.join();
    }

    int exit() {
        return process.exitValue();
    }

    String output() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void close() throws IOException {
        process.destroyForcibly();
        wire.close();
    }
}
