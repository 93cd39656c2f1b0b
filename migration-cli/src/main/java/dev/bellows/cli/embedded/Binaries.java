package dev.bellows.cli.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs, unpacked from the jar of this platform into the folder. */
final class Binaries {
    /** The major version that is bundled. */
    static final int MAJOR = 18;

    private Binaries() {}

    /**
     * The folder that holds {@code bin}, {@code lib} and {@code share}. It gets its name only when it is complete, and
     * another for each release of PostgreSQL, so that a new release of ours brings its own.
     */
    static Path in(Path folder, Consumer<String> say) throws IOException, EmbeddedServerException {
        URL archive = archive();
        URLConnection connection = archive.openConnection();
        Path complete = folder.resolve("programs-" + identity(connection));
        if (Files.isDirectory(complete)) {
            return complete;
        }
        say.accept("unpacking PostgreSQL " + MAJOR + " (first time only)");
        Path partial = Partial.fresh(complete);
        try (InputStream content = connection.getInputStream()) {
            unpack(content, partial);
        }
        Files.move(partial, complete, StandardCopyOption.ATOMIC_MOVE);
        return complete;
    }

    private static URL archive() throws EmbeddedServerException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String family = system.startsWith("mac") ? "darwin" : system.startsWith("windows") ? "windows" : "linux";
        String name = "/postgres-" + family + "-" + architecture;
        List<String> candidates =
                Files.exists(Path.of("/etc/alpine-release")) ? List.of(name + "-alpine_linux", name) : List.of(name);
        return candidates.stream()
                .map(candidate -> Binaries.class.getResource(candidate + ".txz"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new EmbeddedServerException("this build of Bellows brings no PostgreSQL for "
                        + family + " on " + System.getProperty("os.arch") + "; name a server of yours"));
    }

    /** The archive's checksum, which the jar's directory knows: nothing is read. */
    private static String identity(URLConnection connection) throws IOException {
        long checksum = connection instanceof JarURLConnection jar
                ? jar.getJarEntry().getCrc()
                : connection.getContentLengthLong();
        return MAJOR + "-" + Long.toHexString(checksum);
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException(entry.getName() + " leads out of the archive");
                }
                Files.createDirectories(entry.isDirectory() ? path : Objects.requireNonNull(path.getParent()));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true)) {
                        throw new IOException(path + " cannot be made executable");
                    }
                }
            }
        }
    }
}
