package dev.bellows.cli.lint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names files as a forge does: from the root of the repository. */
public final class RepositoryPaths {
    private final @Nullable Path workspace;
    private final Map<Path, Optional<Path>> folders = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();

    /**
     * For a call.
     *
     * @param workspace the root that the forge tells; null where it tells none
     */
    public RepositoryPaths(@Nullable String workspace) {
        this.workspace = workspace == null ? null : real(Path.of(workspace).toAbsolutePath());
    }

    /** The name of a file from its repository's root; of one that is in none, the name itself. */
    public String of(String file) {
        return files.computeIfAbsent(file, this::name);
    }

    private String name(String file) {
        if (file.startsWith("classpath:")) {
            return file;
        }
        try {
            Path path = Path.of(file);
            @Nullable Path folder = path.toAbsolutePath().getParent();
            @Nullable Path name = path.getFileName();
            return folder == null || name == null
                    ? file
                    : folders.computeIfAbsent(folder, this::inRepository)
                            .map(inside -> slashes(inside.resolve(name)))
                            .orElseGet(() -> slashes(path.normalize()));
        } catch (InvalidPathException e) {
            return file;
        }
    }

    /** A folder as the repository has it; empty when it is in none. */
    private Optional<Path> inRepository(Path folder) {
        Path real = real(folder);
        return Optional.ofNullable(root(real)).map(root -> root.relativize(real));
    }

    private @Nullable Path root(Path inside) {
        if (workspace != null && inside.startsWith(workspace)) {
            return workspace;
        }
        for (@Nullable Path folder = inside; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        Path here = real(Path.of("").toAbsolutePath());
        return inside.startsWith(here) ? here : null;
    }

    /** A forge and a user may reach the same folder by different links. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            // What is read from standard input is in no folder, or not yet.
            @Nullable Path parent = path.getParent();
            @Nullable Path name = path.getFileName();
            return parent == null || name == null
                    ? path.normalize()
                    : real(parent).resolve(name).normalize();
        }
    }

    private static String slashes(Path path) {
        return path.toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
