package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code bellows}, in a working copy of its own whose Java and Maven are scripts that say what they were asked. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "cat",
            "cp",
            "dirname",
            "find",
            "flock",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sed",
            "sleep",
            "tail",
            "touch");

    @TempDir
    private Path folder = Path.of("");

    private Path home() {
        return folder.resolve("a working copy");
    }

    @BeforeEach
    void aWorkingCopy() throws IOException {
        script(home().resolve("bellows"), Files.readString(Path.of("..", "bellows")));
        source("pom.xml");
        source("migration-core/src/main/java/Engine.java");
        for (String tool : TOOLS) {
            for (Path place : List.of(Path.of("/bin", tool), Path.of("/usr/bin", tool))) {
                if (Files.exists(place)) {
                    script(bin().resolve(tool), "#!/bin/sh\nexec " + place + " \"$@\"\n");
                }
            }
        }
        java("17.0.1", "echo \"pid $$\"; for argument; do echo \"<$argument>\"; done; exit 7");
        maven("mkdir -p migration-cli/target/lib; echo jar >migration-cli/target/migration-cli-1.jar");
    }

    private Path bin() {
        return folder.resolve("bin");
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void source(String name) throws IOException {
        Path file = home().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        for (Path each = file; !each.equals(home()); each = each.getParent()) {
            Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }
    }

    private void java(String version, String body) throws IOException {
        script(folder.resolve("jdk/bin/java"), "#!/bin/sh\n" + body + "\n");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + version + "\"\n");
    }

    /** Counts its calls. */
    private void maven(String body) throws IOException {
        script(bin().resolve("mvn"), "#!/bin/sh\necho called >>\"" + folder.resolve("builds") + "\"\n" + body + "\n");
    }

    private long builds() throws IOException {
        Path calls = folder.resolve("builds");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private ProcessBuilder bellows(String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of(home().resolve("bellows").toString()), Stream.of(arguments))
                                .toList())
                .directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin().toString());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        return builder;
    }

    private Processes.Ended call(String... arguments) throws Exception {
        return Processes.end(bellows(arguments));
    }

    @Test
    void argumentsAndTheExitCodePassThrough() throws Exception {
        Processes.Ended ended = call("new", "two  words", "*", "");

        assertThat(ended.exit()).isEqualTo(7);
        assertThat(ended.output())
                .contains("building Bellows")
                .endsWith("bellows.jar>\n<new>\n<two  words>\n<*>\n<>\n");
    }

    @Test
    void theProcessBecomesTheJvmSoThatSignalsReachIt() throws Exception {
        call("version");
        Process process = bellows("version").start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("pid " + process.pid() + "\n");
    }

    @Test
    void itIsFoundThroughAChainOfLinks() throws Exception {
        Files.createSymbolicLink(folder.resolve("link one"), Path.of("a working copy", "bellows"));
        Files.createSymbolicLink(bin().resolve("bellows"), folder.resolve("link one"));
        ProcessBuilder builder = bellows();
        builder.command(bin().resolve("bellows").toString(), "status");

        assertThat(Processes.end(builder).output()).endsWith("<status>\n");
    }

    @Test
    void withoutJavaHomeTheJavaOnThePathRuns() throws Exception {
        Files.createSymbolicLink(bin().resolve("java"), folder.resolve("jdk/bin/java"));
        ProcessBuilder builder = bellows("status");
        builder.environment().remove("JAVA_HOME");

        assertThat(Processes.end(builder).output()).endsWith("<status>\n");
    }

    @Test
    void anOldJavaIsNamed() throws Exception {
        java("11.0.2", "exit 0");

        assertThat(call("version"))
                .isEqualTo(new Processes.Ended(
                        1,
                        "bellows: Java 17 or later is needed, but " + folder.resolve("jdk/bin/java")
                                + " is 11.0.2. Set JAVA_HOME to a newer one.\n"));
    }

    @Test
    void aNewJavaIsKeptFromWarning() throws Exception {
        java("25.0.3", "for argument; do echo \"<$argument>\"; done");

        assertThat(call("version").output())
                .contains("<--enable-native-access=ALL-UNNAMED>", "<--sun-misc-unsafe-memory-access=allow>");
    }

    @Test
    void withoutJavaItSaysWhatToInstall() throws Exception {
        ProcessBuilder builder = bellows("version");
        builder.environment().remove("JAVA_HOME");

        assertThat(Processes.end(builder))
                .isEqualTo(new Processes.Ended(
                        1, "bellows: Java was not found. Install a JDK, 17 or later, or set JAVA_HOME.\n"));
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        Files.delete(bin().resolve("mvn"));

        assertThat(call("version"))
                .isEqualTo(new Processes.Ended(
                        1, "bellows: not built yet, and Maven (mvn) was not found. Install Maven 3.8 or later.\n"));
    }

    @Test
    void whatWasBuiltStillRunsWithoutMaven() throws Exception {
        call("version");
        Files.delete(bin().resolve("mvn"));
        touch("migration-core/src/main/java/Engine.java");

        assertThat(call("status").output())
                .startsWith("bellows: the sources are newer than what was built, and Maven (mvn) was not found.")
                .endsWith("<status>\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void firstCallsAtOnceBuildOnce(boolean flock) throws Exception {
        maven("sleep 1; mkdir -p migration-cli/target/lib; echo jar >migration-cli/target/migration-cli-1.jar");
        if (!flock) {
            Files.deleteIfExists(bin().resolve("flock"));
        }

        List<CompletableFuture<Processes.Ended>> calls = Stream.of("1", "2", "3")
                .map(argument -> CompletableFuture.supplyAsync(() -> uncheckedCall(argument)))
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call.join().exit()).isEqualTo(7));
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void firstCallsAtOnceLeaveEachOtherTheirRehearsal() throws Exception {
        // The first to come ends a second before the other, which looks then whether its folder still stands.
        java("17.0.1", """
                case "$*" in *Rehearsal*)
                    sleep 1
                    mkdir "%1$s/first" 2>/dev/null || { sleep 1; [ -f examples/0001_all.sql ] || echo gone >"%1$s/lost"; }
                esac
                exit 7""".formatted(folder));
        source("migration-sql-lint/src/main/resources/dev/bellows/lint/rules/one/one.sql");

        List<CompletableFuture<Processes.Ended>> calls = Stream.of("1", "2")
                .map(argument -> CompletableFuture.supplyAsync(() -> uncheckedCall(argument)))
                .toList();

        assertThat(calls).allSatisfy(call -> assertThat(call.join().exit()).isEqualTo(7));
        assertThat(folder.resolve("lost")).doesNotExist();
        assertThat(folder.resolve("first")).exists();
    }

    private Processes.Ended uncheckedCall(String argument) {
        try {
            return call(argument);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFailedBuildIsShownAndTriedAgain() throws Exception {
        maven("echo '[ERROR] cannot compile'; exit 1");
        Processes.Ended failed = call("version");
        maven("mkdir -p migration-cli/target/lib; echo jar >migration-cli/target/migration-cli-1.jar");

        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.output())
                .contains("[ERROR] cannot compile\n", "bellows: the build failed; all of its output is in ");
        assertThat(call("status").output()).endsWith("<status>\n");
    }

    @Test
    void changedSourcesAreBuiltAgainAndOthersNot() throws Exception {
        call("version");
        call("version");
        assertThat(builds()).isEqualTo(1);

        touch("migration-core/src/main/java/Engine.java");
        call("version");
        call("version");
        assertThat(builds()).isEqualTo(2);

        Files.delete(home().resolve("migration-core/src/main/java/Engine.java"));
        call("version");
        assertThat(builds()).isEqualTo(3);
    }

    @Test
    void aBuildLeavesWhatACallIsRunningFrom() throws Exception {
        call("version");
        Path running = home().resolve("migration-cli/target/launcher/run-000001/bellows.jar");
        touch("pom.xml");
        maven("mkdir -p migration-cli/target/lib; echo another >migration-cli/target/migration-cli-1.jar");

        assertThat(call("version").output()).contains("run-000002/bellows.jar");
        assertThat(running).hasContent("jar");
    }

    @Test
    void whatMavenHasJustBuiltIsNotBuiltAgain() throws Exception {
        Files.createDirectories(home().resolve("migration-cli/target/lib"));
        Files.writeString(home().resolve("migration-cli/target/migration-cli-1.jar"), "jar");

        assertThat(call("status").output()).endsWith("<status>\n");
        assertThat(builds()).isZero();
    }

    private void touch(String source) throws IOException {
        Files.setLastModifiedTime(home().resolve(source), FileTime.from(Instant.now()));
    }
}
