package dev.bellows.benchmarks.migrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Child} said.
 *
 * @param seconds what each of its calls took; the first one loads classes
 * @param retained bytes of its heap that were in use at the end
 * @param threads that were there at the end
 */
record Run(List<Double> seconds, long retained, int threads) {
    private static final double NANOSECONDS = 1e9;

    Run {
        seconds = List.copyOf(seconds);
    }

    /** Starts one, and waits for its end. */
    static Run of(Tool tool, String url, Path folder, int calls, String... options)
            throws IOException, InterruptedException {
        Process process = start(Child.class, url, List.of(options), tool.name(), folder.toString(), "" + calls);
        return read(process);
    }

    /** Starts another main with the database in its environment. */
    static Process start(Class<?> main, String url, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(Map.of("CHILD_URL", url));
        return builder.start();
    }

    /** Waits for the end of one, and reads what it said. */
    static Run read(Process process) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        long retained = 0;
        int threads = 0;
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        for (String line : said.lines().toList()) {
            String value = line.substring(line.lastIndexOf(' ') + 1);
            if (line.startsWith("took ")) {
                seconds.add(Long.parseLong(value) / NANOSECONDS);
            } else if (line.startsWith("retained ")) {
                retained = Long.parseLong(value);
            } else if (line.startsWith("threads ")) {
                threads = Integer.parseInt(value);
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException("a process that should migrate ended with " + process.exitValue() + ": " + said);
        }
        return new Run(seconds, retained, threads);
    }
}
