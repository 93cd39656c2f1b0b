package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A git repository of a test, which knows nothing of the configuration of whoever runs it. */
record Repository(Path root) {
    private static final Map<String, String> ALONE = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Test",
            "GIT_AUTHOR_EMAIL", "test@example.org",
            "GIT_COMMITTER_NAME", "Test",
            "GIT_COMMITTER_EMAIL", "test@example.org");

    /** An empty one, on the branch {@code main}. */
    static Repository in(Path root) {
        Repository repository = new Repository(root);
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        repository.git("init", "-q", "-b", "main", ".");
        return repository;
    }

    /** What git said. */
    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(ALONE);
        try {
            Processes.Ended ended = Processes.end(builder);
            assertThat(ended.exit()).as(ended.output()).isZero();
            return ended.output().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Repository file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    Repository file(String path, byte[] content) {
        try {
            Path file = root.resolve(path);
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything that lies there becomes a commit. */
    Repository commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return this;
    }

    /** A call from its root. */
    Ended call(String... arguments) {
        return new Caller(ALONE, root, null).call(arguments);
    }

    /** What {@code bellows lint} finds, as {@code severity rule file}, files as git calls them. */
    List<String> lint(String... arguments) {
        List<String> all = new ArrayList<>(List.of("lint", "--json"));
        all.addAll(List.of(arguments));
        Ended ended = call(all.toArray(String[]::new));
        assertThat(ended.exit()).as(ended.out() + ended.err()).isIn(0, 4);
        JsonNode findings = ended.json().path("findings");
        return StreamSupport.stream(findings.spliterator(), false)
                .map(finding -> finding.path("severity").asString() + " "
                        + finding.path("rule").asString() + " "
                        + name(finding.path("file").asString()))
                .toList();
    }

    private String name(String file) {
        @Nullable Path path = Path.of(file);
        return path.isAbsolute() && path.startsWith(root)
                ? root.relativize(path).toString()
                : file;
    }
}
