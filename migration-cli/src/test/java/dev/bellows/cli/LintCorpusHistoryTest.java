package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Real folders of other projects, as if each migration had been a commit: what is said of each commit is what is said of it in
 * the whole folder.
 */
class LintCorpusHistoryTest {
    private static final int COMMITS = 12;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"caracal/v2026.06.21, 2", "cronicorn, 1", "crates.io, 1", "hatchet, 1"})
    void eachCommitIsJudgedAsItIsInTheWholeFolder(String name, int filesEach) throws IOException {
        String corpus = System.getenv().getOrDefault("BELLOWS_TESTDATA", "");
        assumeThat(corpus)
                .as("BELLOWS_TESTDATA names no folder of real migrations")
                .isNotEmpty();
        Path source = Path.of(corpus, "corpus", name);
        Repository repository = Repository.in(folder).commit("nothing");
        List<Path> migrations = entries(source);
        int known = Math.max(0, migrations.size() - COMMITS * filesEach);
        migrations.subList(0, known).forEach(each -> copy(source, each));
        repository.commit("old");

        List<String> found = new ArrayList<>();
        for (int i = known; i < migrations.size(); i += filesEach) {
            migrations.subList(i, Math.min(i + filesEach, migrations.size())).forEach(each -> copy(source, each));
            repository.commit("next");
            found.addAll(repository.lint("db", "--git-base", "HEAD~1"));
        }

        List<String> whole = repository.lint("db", "--git-base", "HEAD~" + (migrations.size() - known) / filesEach);
        List<String> files = migrations.subList(known, migrations.size()).stream()
                .map(each -> "db/" + source.relativize(each))
                .toList();
        List<String> all = repository.lint("db").stream()
                .filter(finding -> files.stream().anyMatch(finding::contains))
                .toList();
        // Two of these folders' names begin with the same time.
        found.removeIf(finding -> finding.contains("older-than-base"));
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
        assertThat(found)
                .as("the branch as a whole uses less of what it makes")
                .containsAll(whole.stream()
                        .filter(finding -> !finding.contains("contract-with-its-expand"))
                        .toList());
        assertThat(repository.call("lint", "--init", "db").exit()).isZero();
        assertThat(repository.lint("db")).isEmpty();
    }

    /** In the order of their names, which is that of their versions here. */
    private static List<Path> entries(Path source) throws IOException {
        try (Stream<Path> entries = Files.list(source)) {
            return entries.filter(entry -> !entry.getFileName().toString().equals("meta")
                            && !entry.getFileName().toString().startsWith("data_"))
                    .sorted()
                    .toList();
        }
    }

    private void copy(Path source, Path entry) {
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve("db").resolve(source.relativize(file));
                Files.createDirectories(to.resolveSibling(""));
                Files.copy(file, to);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
