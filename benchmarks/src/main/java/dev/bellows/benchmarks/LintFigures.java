package dev.bellows.benchmarks;

import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.rules.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Measures the linter and prints one table: {@code LintFigures LAUNCHER FOLDER}; what is measured is in docs/performance.md. */
public final class LintFigures {
    /** Nothing found, or something. */
    private static final Set<Integer> LINTED = Set.of(0, 4);

    /** Likewise. */
    private static final Set<Integer> LINTED_BY_SQUAWK = Set.of(0, 1);

    private static final Pattern PAUSE = Pattern.compile("(\\d+)M->\\d+M");

    private final String launcher;
    private final Path folder;
    private final Corpus corpus;
    private final Map<String, String> table = new LinkedHashMap<>();

    private LintFigures(String launcher, Path folder) throws IOException {
        this.launcher = launcher;
        this.folder = folder;
        this.corpus = Corpus.in(folder);
    }

    /** Measures. */
    public static void main(String[] args) throws IOException, InterruptedException, RunnerException {
        if (args.length == 2 && args[0].equals("--examples")) {
            Corpus.ofExamples(Path.of(args[1]));
            return;
        }
        LintFigures figures = new LintFigures(args[0], Path.of(args[1]));
        figures.about();
        figures.processes();
        figures.heap();
        figures.squawk();
        figures.warm();
        figures.print();
    }

    private void about() throws IOException {
        LintReport report = new Linter(Rules.all(), LintSettings.DEFAULT).lint(corpus.scripts());
        table.put("date", LocalDate.now().toString());
        table.put("Bellows", Processes.firstLine(launcher, "version"));
        table.put("Java of the warm figures", System.getProperty("java.vm.version"));
        table.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        table.put(
                "corpus",
                String.format(
                        Locale.ROOT,
                        "%,d files, %,d statements, %,d findings",
                        corpus.files().size(),
                        report.statements(),
                        report.findings().size()));
    }

    private void processes() throws IOException, InterruptedException {
        table.put("one cold file", cold(alone().toString()).toString());
        table.put(
                String.format(Locale.ROOT, "%,d cold files", corpus.files().size()),
                cold(folder.toString()).toString());
    }

    private Times cold(String place) throws IOException, InterruptedException {
        return Processes.measure(List.of(launcher, "lint", place), LINTED);
    }

    /** A file of usual length in a folder of its own: in its own folder, all the others would be read too. */
    private Path alone() throws IOException {
        Path place = Files.createTempDirectory("benchmark");
        Path file = corpus.files().get(corpus.files().size() / 2);
        Files.copy(file, place.resolve(file.getFileName()));
        return place;
    }

    private void heap() throws IOException, InterruptedException {
        Path log = Files.createTempFile("benchmark", ".gc");
        String options = "-Xmx128m -Xlog:gc:file=" + log;
        Processes.run(List.of(launcher, "lint", folder.toString()), Map.of("BELLOWS_JAVA_OPTS", options), LINTED);
        int most = 0;
        for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
            Matcher pause = PAUSE.matcher(line);
            most = pause.find() ? Math.max(most, Integer.parseInt(pause.group(1))) : most;
        }
        table.put("heap, with -Xmx128m", most == 0 ? "no collection was needed" : most + " MB at most");
    }

    private void squawk() throws IOException, InterruptedException {
        String version = Processes.firstLine("squawk", "--version");
        if (version.isEmpty()) {
            table.put("squawk", "not on the PATH (npm install -g squawk-cli)");
            return;
        }
        List<String> all = new ArrayList<>(List.of("squawk"));
        corpus.files().forEach(file -> all.add(file.toString()));
        table.put(
                version + ", the same files",
                Processes.measure(all, LINTED_BY_SQUAWK).toString());
        table.put(
                version + ", one file",
                Processes.measure(all.subList(0, 2), LINTED_BY_SQUAWK).toString());
    }

    private void warm() throws RunnerException, IOException, InterruptedException {
        Options options = new OptionsBuilder()
                .include(LintBenchmark.class.getName())
                .param("folder", folder.toString())
                .forks(2)
                .jvmArgsAppend("-XX:+UseSerialGC", "-Xmx512m")
                .warmupIterations(6)
                .warmupTime(TimeValue.seconds(10))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(4))
                .build();
        long statements = new Linter(Rules.all(), LintSettings.DEFAULT)
                .lint(corpus.scripts())
                .statements();
        Map<String, Times> times = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            times.put(result.getParams().getParam("threads"), times(result));
        }
        Times one = times.getOrDefault("1", new Times(Double.NaN));
        Times two = times.getOrDefault("2", new Times(Double.NaN));
        table.put("warm, one core", "statements: " + one.rate(statements));
        table.put("warm, two cores", "statements: " + two.rate(statements));
        table.put("two cores to one", String.format(Locale.ROOT, "%.2f", one.median() / two.median()));
        table.put("two processes to one", SideBySide.figure(folder));
    }

    private static Times times(RunResult result) {
        return new Times(result.getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .toArray());
    }

    private void print() {
        System.out.println("| what | figure: median (least to most) |");
        System.out.println("|---|---|");
        table.forEach((what, figure) -> System.out.println("| " + what + " | " + figure + " |"));
    }
}
