package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code samples/ci} would run is run: the commands are taken out of its files, word for word. */
class LintSamplesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path SAMPLES = ROOT.resolve("samples/ci");

    @TempDir
    private Path folder = Path.of("");

    private Repository clone = new Repository(folder);

    @BeforeEach
    void aCloneWithAChange() throws IOException {
        Repository origin = Repository.in(folder.resolve("origin"))
                .file("db/migrations/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n")
                .file("db/migrations/0002_index.sql", "CREATE INDEX orders_note ON orders (note);\n")
                .commit("old");
        origin.call("lint", "--init", "db/migrations");
        origin.commit("history");
        clone = new Repository(folder.resolve("clone"));
        origin.git("clone", "-q", origin.root().toString(), clone.root().toString());
        clone.git("checkout", "-q", "-b", "change");
        Files.createDirectory(folder.resolve("bin"));
        script(
                "bin/bellows",
                "#!/bin/sh\nexec "
                        + String.join(" ", quoted(CalledProcess.builder().command())) + " \"$@\"\n");
    }

    private void harmless() {
        clone.file("db/migrations/0003_column.sql", "ALTER TABLE orders ADD COLUMN colour text;\n")
                .commit("column");
    }

    private void harmful() {
        clone.file("db/migrations/0004_index.sql", "CREATE INDEX more ON orders (note);\n")
                .commit("index");
    }

    @Test
    void theWorkflowOfGitHub() throws Exception {
        List<String> commands = commands("github-workflow.yml", "#? ?-? ?run: (bellows lint .*)");
        assertThat(commands).hasSize(2);
        Map<String, String> variables = Map.of("GITHUB_BASE_REF", "main");

        harmless();
        assertThat(shell(commands.get(0), variables).exit()).isZero();
        harmful();
        Processes.Ended ended = shell(commands.get(0), variables);
        assertThat(ended.exit()).as(ended.output()).isEqualTo(4);
        assertThat(ended.output()).contains("db/migrations/0004_index.sql").doesNotContain("0002_index");
        assertThat(shell(commands.get(1), variables).exit()).isZero();
        assertThat(clone.root().resolve("bellows.sarif")).content().contains("index-not-concurrent");
        assertThat(Files.readString(SAMPLES.resolve("github-workflow.yml"))).contains("fetch-depth: 0");
    }

    @Test
    void theJobOfGitLab() throws Exception {
        List<String> commands = commands("gitlab-ci.yml", " - (bellows lint .*)");
        assertThat(commands).hasSize(2);
        Map<String, String> variables = Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", clone.git("rev-parse", "origin/main"));

        harmful();
        assertThat(shell(commands.get(0), variables).exit()).isZero();
        assertThat(clone.root().resolve("bellows.json")).content().contains("index-not-concurrent");
        assertThat(shell(commands.get(1), variables).exit()).isEqualTo(4);
    }

    @Test
    void theHookOfPreCommit() throws Exception {
        String entry =
                commands(ROOT.resolve(".pre-commit-hooks.yaml"), "entry: (.*)").get(0);
        String config = Files.readString(SAMPLES.resolve("pre-commit-config.yaml"));
        String files = "db/migrations/0004_index.sql db/migrations/0003_column.sql";
        assertThat(config)
                .contains("id: "
                        + commands(ROOT.resolve(".pre-commit-hooks.yaml"), "id: (.*)")
                                .get(0));
        harmless();
        harmful();

        assertThat(ROOT.resolve(entry.split(" ")[0]))
                .as("a script of this repository")
                .isExecutable();
        assertThat(shell(entry + " db/migrations/0003_column.sql", Map.of()).exit())
                .isZero();
        Processes.Ended ended = shell(entry + " " + files, Map.of());
        assertThat(ended.exit()).isEqualTo(4);
        assertThat(ended.output()).contains("index-not-concurrent").contains("in 2 migrations");
    }

    @Test
    void theHookOfGitItself() throws Exception {
        Files.copy(SAMPLES.resolve("pre-commit"), clone.root().resolve(".git/hooks/pre-commit"));
        clone.file("README", "no SQL").git("add", "-A");
        assertThat(shell("git commit -q -m text", Map.of()).exit()).isZero();
        clone.file("db/migrations/0003_column.sql", "ALTER TABLE orders ADD COLUMN colour text;\n")
                .git("add", "-A");
        assertThat(shell("git commit -q -m column", Map.of()).exit()).isZero();
        clone.file("db/migrations/0004_index.sql", "CREATE INDEX more ON orders (note);\n")
                .git("add", "-A");

        Processes.Ended ended = shell("git commit -q -m index", Map.of());

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.output()).contains("db/migrations/0004_index.sql", "index-not-concurrent");
        assertThat(clone.git("log", "-1", "--format=%s")).isEqualTo("column");
        assertThat(shell("git commit -q -am index", Map.of()).exit())
                .as("with an index of its own")
                .isNotZero();
        clone.git("update-ref", "-d", "refs/remotes/origin/main");
        assertThat(shell("git commit -q -m index", Map.of()).exit())
                .as("without the main branch")
                .isNotZero();
    }

    private static List<String> commands(String file, String pattern) throws IOException {
        return commands(SAMPLES.resolve(file), pattern);
    }

    private static List<String> commands(Path file, String pattern) throws IOException {
        Pattern line = Pattern.compile("[ #-]*" + pattern);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> Objects.requireNonNull(matcher.group(1)))
                    .toList();
        }
    }

    private Processes.Ended shell(String command, Map<String, String> variables) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("sh", "-c", command).directory(clone.root().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("BELLOWS_"));
        environment.putAll(Map.of(
                "GIT_AUTHOR_NAME", "Test",
                "GIT_AUTHOR_EMAIL", "test@example.org",
                "GIT_COMMITTER_NAME", "Test",
                "GIT_COMMITTER_EMAIL", "test@example.org"));
        environment.putAll(variables);
        environment.merge("PATH", folder.resolve("bin") + ":", (path, first) -> first + path);
        return Processes.end(builder);
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static List<String> quoted(List<String> words) {
        return words.stream().map(Repeated::quoted).toList();
    }
}
