package dev.bellows.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Where this machine has its PostgreSQL: what pg_config says, else the newest of Debian's. */
public final class InstalledBinaries {
    private InstalledBinaries() {}

    /** The folder of initdb, pg_ctl and their kin; empty when there is none. */
    public static Optional<Path> find() {
        return Stream.concat(configured(), debian())
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
    }

    private static Stream<Path> configured() {
        try {
            Process process = new ProcessBuilder("pg_config", "--bindir").start();
            String folder = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return folder.isEmpty() ? Stream.empty() : Stream.of(Path.of(folder));
        } catch (IOException absent) {
            return Stream.empty();
        }
    }

    private static Stream<Path> debian() {
        Path versions = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(versions)) {
            return Stream.empty();
        }
        try (Stream<Path> folders = Files.list(versions)) {
            Comparator<Path> byVersion = Comparator.comparingInt(folder ->
                    Integer.parseInt("0" + folder.getFileName().toString().replaceAll("\\D", "")));
            return folders.sorted(byVersion.reversed()).map(folder -> folder.resolve("bin")).toList().stream();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
