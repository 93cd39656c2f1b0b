package dev.bellows.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whole processes, as a person waits for them. */
public final class Processes {
    private static final int RUNS = 7;
    private static final double NANOSECONDS = 1e9;

    private Processes() {}

    /** Runs a command once unmeasured and then several times; what it prints goes to a file, as in a pipeline. */
    static Times measure(List<String> command, Set<Integer> exits) throws IOException, InterruptedException {
        run(command, Map.of(), exits);
        double[] seconds = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run(command, Map.of(), exits);
            seconds[i] = (System.nanoTime() - start) / NANOSECONDS;
        }
        return new Times(seconds);
    }

    /**
     * Runs a command.
     *
     * @param exits the codes that are no failure
     * @throws IOException when it ends with another
     */
    public static void run(List<String> command, Map<String, String> environment, Set<Integer> exits)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("benchmark", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            int exit = builder.start().waitFor();
            if (!exits.contains(exit)) {
                throw new IOException(String.join(" ", command) + " ended with " + exit);
            }
        } finally {
            Files.delete(output);
        }
    }

    /** The first line that a command prints; empty when it is not there. */
    static String firstLine(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text.lines().findFirst().orElse("") : "";
        } catch (IOException notThere) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
