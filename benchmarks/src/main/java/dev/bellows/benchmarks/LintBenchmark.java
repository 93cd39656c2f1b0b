package dev.bellows.benchmarks;

import dev.bellows.lint.LintReport;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.lint.rules.Rules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The whole lint of a folder that is in memory: splitting, parsing, the schema, all rules, findings. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LintBenchmark {
    /** How many threads the linter is given. */
    @Param({"1", "2"})
    public int threads;

    /** The folder. */
    @Param("")
    public String folder = "";

    private final Linter linter = new Linter(Rules.all(), LintSettings.DEFAULT);
    private List<LintScript> scripts = List.of();

    /** Reads the folder. */
    @Setup
    public void read() throws IOException {
        scripts = Corpus.in(Path.of(folder)).scripts();
    }

    /** Lints it. */
    @Benchmark
    public LintReport lint() {
        return linter.lint(scripts, List.of(), threads);
    }
}
