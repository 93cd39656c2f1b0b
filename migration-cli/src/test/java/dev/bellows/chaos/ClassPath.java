package dev.bellows.chaos;

import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What the processes are made of: this test's own class path, as jars and with an archive of loaded classes, so that a process
 * starts in half the time. A round has dozens of them, and most faults hit only what runs already.
 */
final class ClassPath {
    private final List<String> options;

    private ClassPath(List<String> options) {
        this.options = List.copyOf(options);
    }

    /** Makes it in this folder, with the help of one call of the command line on a database of this server. */
    static ClassPath in(Path folder, InstalledPostgres postgres) throws IOException {
        Files.createDirectories(folder);
        List<String> jars = new ArrayList<>();
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String each : all.split(File.pathSeparator)) {
            Path path = Path.of(each);
            if (Files.isDirectory(path)) {
                jars.add(jar(path, folder.resolve("classes-" + jars.size() + ".jar"))
                        .toString());
            } else if (Files.exists(path)) {
                jars.add(each);
            }
        }
        List<String> options = new ArrayList<>(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Xlog:disable",
                "-cp",
                String.join(File.pathSeparator, jars)));
        Path archive = folder.resolve("classes.jsa");
        try (TestDatabase db = postgres.newDatabase()) {
            db.migrations("-- file: 0001_a.sql\nCREATE TABLE a (i int);\n-- file: 0002_b.sql\nDROP TABLE a;\n");
            List<String> training = new ArrayList<>(List.of(java(), "-XX:ArchiveClassesAtExit=" + archive));
            training.addAll(options);
            training.addAll(
                    List.of("dev.bellows.cli.Main", "apply", "--allow-untagged", "to see which classes are loaded"));
            training.addAll(List.of(
                    "--url",
                    db.jdbcUrl(),
                    "--user",
                    db.user(),
                    "--migrations",
                    db.folder().toString()));
            String unused = postgres.run(training);
        }
        options.add(0, "-XX:SharedArchiveFile=" + archive);
        return new ClassPath(options);
    }

    /** The beginning of a command, to which a class and its arguments belong. */
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> entries = Files.walk(classes)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(entry).toString().replace('\\', '/')));
                Files.copy(entry, out);
                out.closeEntry();
            }
        }
        return jar;
    }
}
