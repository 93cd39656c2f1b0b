package dev.bellows.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.model.Build;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Location;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Settings;
import dev.bellows.testkit.MigrationFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations that an application carries on its class path. */
class ClasspathFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void insideAJar() throws IOException {
        Path jar = jar(
                "app.jar",
                "db/",
                "db/migrations/",
                "db/migrations/0001_a.sql",
                "db/migrations/0001_a.check.sql",
                "db/migrations/0002_fix_#7 100%.sql",
                "db/migrations/deeper/0003_c.sql",
                "db/migrations/notes.txt");

        try (URLClassLoader loader = loader(jar)) {
            Build build = load("classpath:db/migrations", loader);

            assertThat(build.refusals()).isEmpty();
            assertThat(build.migrations())
                    .extracting(migration -> migration.script().name())
                    .containsExactly(
                            "classpath:db/migrations/0001_a.sql", "classpath:db/migrations/0002_fix_#7 100%.sql");
            assertThat(build.migrations().get(0).check()).isNotNull();
            assertThat(text(build.migrations().get(1))).isEqualTo("SELECT 'db/migrations/0002_fix_#7 100%.sql';\n");
        }
        Files.delete(jar);
    }

    @Test
    void insideAFolderOfClasses() throws IOException {
        MigrationFiles.write(temporary.resolve("my classes"), """
                -- file: db/migrations/0001_a.sql
                SELECT 1;
                -- file: db/migrations/0002_fix_#7 100%.sql
                SELECT 2;
                -- file: db/migrations/deeper/0003_c.sql
                SELECT 3;
                """);

        try (URLClassLoader loader = loader(temporary.resolve("my classes"))) {
            Build build = load("classpath:/db/migrations/", loader);

            assertThat(build.refusals()).isEmpty();
            assertThat(build.migrations())
                    .extracting(migration -> migration.script().name())
                    .containsExactly(
                            "classpath:db/migrations/0001_a.sql", "classpath:db/migrations/0002_fix_#7 100%.sql");
            assertThat(text(build.migrations().get(1))).isEqualTo("SELECT 2;\n");
        }
    }

    @Test
    void severalJarsAreOneFolderAndTheirFilesKeepTheirAddresses() throws IOException {
        Path one = jar("one.jar", "db/", "db/1_a.sql", "db/2_b.sql");
        Path other = jar("other.jar", "db/", "db/2_b.sql", "db/3_c.sql");

        try (URLClassLoader loader = loader(one, other)) {
            Build build = load("classpath:db", loader);

            assertThat(build.migrations()).extracting(Migration::version).containsExactly("1", "2", "3");
            assertThat(build.refusals())
                    .containsExactly(Refusal.of(
                            "duplicate-version",
                            new MigrationLabel("main", "2"),
                            "jar:" + other.toUri().toURL() + "!/db/2_b.sql",
                            "version 2 is also that of jar:" + one.toUri().toURL() + "!/db/2_b.sql",
                            "give one of them another version"));
        }
    }

    @Test
    void aFolderThatNoPlaceHas() throws IOException {
        try (URLClassLoader loader = loader(jar("app.jar", "db/1_a.sql"))) {
            assertThatThrownBy(() -> load("classpath:db", loader))
                    .as("a jar without entries for its folders cannot be listed")
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessage(
                            "the migrations folder classpath:db is not on the class path (a jar that has it needs an"
                                    + " entry for the folder itself); name the right one with --migrations");
        }
    }

    private static Build load(String place, ClassLoader loader) {
        return Sources.load(
                Settings.DEFAULT
                        .change()
                        .migrations(List.of(Location.of(place)))
                        .build(),
                loader);
    }

    private static String text(Migration migration) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = migration.script().open()) {
            reader.transferTo(text);
        }
        return text.toString();
    }

    /** A jar whose files hold a statement that is their name. */
    private Path jar(String name, String... entries) throws IOException {
        Path jar = temporary.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                out.putNextEntry(new JarEntry(entry));
                if (!entry.endsWith("/")) {
                    out.write(("SELECT '" + entry + "';\n").getBytes(UTF_8));
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    private static URLClassLoader loader(Path... places) throws IOException {
        URL[] addresses = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            addresses[i] = places[i].toUri().toURL();
        }
        return new URLClassLoader(addresses, null);
    }
}
