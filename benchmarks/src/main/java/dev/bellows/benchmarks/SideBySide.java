package dev.bellows.benchmarks;

import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.rules.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The same lint in one process and in two that know nothing of each other: what the machine gives with a second processor, which
 * threads of one process can reach and not exceed. {@code SideBySide FOLDER} is one of these processes.
 */
final class SideBySide {
    private static final long NANOSECONDS = 1_000_000_000;
    private static final long WARMING = 40 * NANOSECONDS;
    private static final long MEASURED = 20 * NANOSECONDS;

    private SideBySide() {}

    /** Lints for a minute, and prints what one lint takes at its end, in seconds. */
    public static void main(String[] args) throws IOException {
        Corpus corpus = Corpus.in(Path.of(args[0]));
        Linter linter = new Linter(Rules.all(), LintSettings.DEFAULT);
        long start = System.nanoTime();
        List<Double> seconds = new ArrayList<>();
        while (System.nanoTime() - start < WARMING + MEASURED) {
            long before = System.nanoTime();
            linter.lint(corpus.scripts());
            if (before - start > WARMING) {
                seconds.add((System.nanoTime() - before) / (double) NANOSECONDS);
            }
        }
        System.out.println(
                new Times(seconds.stream().mapToDouble(Double::doubleValue).toArray()).median());
    }

    /** How much more two processes do than one. */
    static String figure(Path folder) throws IOException, InterruptedException {
        double alone = seconds(folder, 1).median();
        double together = seconds(folder, 2).median();
        return String.format(Locale.ROOT, "%.2f", 2 * alone / together);
    }

    private static Times seconds(Path folder, int count) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SideBySide.class.getName(),
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        double[] each = new double[count];
        for (int i = 0; i < count; i++) {
            String printed =
                    new String(processes.get(i).getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (processes.get(i).waitFor() != 0) {
                throw new IOException("a process of the linter alone failed: " + printed);
            }
            each[i] = Double.parseDouble(printed);
        }
        return new Times(each);
    }
}
