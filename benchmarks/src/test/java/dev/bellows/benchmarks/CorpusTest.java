package dev.bellows.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @Test
    void theExamplesOfTheRulesMakeAFolderThatCanBeLinted(@TempDir Path folder) throws Exception {
        Corpus corpus = Corpus.ofExamples(folder);
        LintBenchmark benchmark = new LintBenchmark();
        benchmark.threads = 2;
        benchmark.folder = folder.toString();
        benchmark.read();

        assertThat(corpus.files()).hasSize(Corpus.FILES);
        assertThat(benchmark.lint().scripts()).isEqualTo(Corpus.FILES);
        assertThat(benchmark.lint().findings()).hasSizeGreaterThan(Corpus.FILES);
    }

    @Test
    void theMedianStandsBetweenTheLeastAndTheMost() {
        assertThat(new Times(3, 1, 2)).hasToString("2.00 s (1.00 to 3.00)");
        assertThat(new Times(1, 2, 3, 10).median()).isEqualTo(2.5);
        assertThat(new Times(0.5, 0.25, 1).rate(50_000)).isEqualTo("100,000 a second (50,000 to 200,000)");
    }
}
