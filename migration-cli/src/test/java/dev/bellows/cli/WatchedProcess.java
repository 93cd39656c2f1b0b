package dev.bellows.cli;

import dev.bellows.cli.SecretPlace.Given;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A process of the command line of which everything is looked at: what it prints, what the driver logs at its finest level,
 * the details of its errors, its arguments as the system shows them to everybody, and those of the programs that it calls.
 *
 * @param seen the texts, by where they were seen
 */
record WatchedProcess(int exit, Map<String, String> seen) {
    static final String OUTPUT = "output";
    static final String ERRORS = "errors";
    static final String LOG = "the driver's log";
    static final String DETAILS = "details";
    static final String COMMAND_LINE = "command line";
    static final String CHILDREN = "command lines of children";

    static WatchedProcess run(Door door, Given given, String... arguments) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(door.home(), "process");
        Path children = Files.createFile(home.resolve("children"));
        Path output = home.resolve(OUTPUT);
        Path errors = home.resolve(ERRORS);
        Path log = home.resolve("log");
        Path temporary = Files.createDirectory(home.resolve("temporary"));
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(given.arguments());
        ProcessBuilder builder = CalledProcess.builder(all.toArray(String[]::new));
        builder.command()
                .addAll(
                        1,
                        List.of(
                                "-Djava.util.logging.config.file=" + logging(home, log),
                                "-Djava.io.tmpdir=" + temporary));
        builder.environment().putAll(door.caller(given).environment());
        builder.environment().put("BELLOWS_DEBUG", "1");
        builder.environment().put("PATH", spies(home, children) + File.pathSeparator + System.getenv("PATH"));
        Process process = builder.directory(door.db().folder().toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        String line = "";
        try {
            // Until the child that was forked has become Java.
            while (process.isAlive() && !line.contains(Main.class.getName())) {
                line = commandLine(process.toHandle());
            }
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        Map<String, String> seen = new TreeMap<>();
        seen.put(OUTPUT, Files.readString(output));
        seen.put(ERRORS, Files.readString(errors));
        seen.put(LOG, Files.exists(log) ? Files.readString(log) : "");
        seen.put(CHILDREN, Files.readString(children));
        seen.put(COMMAND_LINE, line);
        seen.put(DETAILS, contents(temporary));
        return new WatchedProcess(process.waitFor(), seen);
    }

    private static Path logging(Path home, Path log) throws IOException {
        return Files.writeString(home.resolve("logging"), """
                handlers = java.util.logging.FileHandler
                .level = ALL
                java.util.logging.FileHandler.pattern = %s
                java.util.logging.FileHandler.level = ALL
                java.util.logging.FileHandler.encoding = UTF-8
                java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
                """.formatted(log));
    }

    /** Programs that live too shortly to be met in the list of processes write down how they are called. */
    private static Path spies(Path home, Path children) throws IOException {
        Path folder = Files.createDirectory(home.resolve("bin"));
        for (String program : List.of("git", "stty")) {
            Path spy = Files.writeString(
                    folder.resolve(program),
                    "#!/bin/sh\nprintf '%s\\n' \"$0 $*\" >>'" + children + "'\nPATH=${PATH#*:} exec " + program
                            + " \"$@\"\n");
            if (!spy.toFile().setExecutable(true)) {
                throw new IOException(spy + " cannot be made executable");
            }
        }
        return folder;
    }

    private static String contents(Path folder) throws IOException {
        StringBuilder contents = new StringBuilder();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return contents.toString();
    }

    /** As the system shows it to every user; where it cannot be read, what Java knows. */
    static String commandLine(ProcessHandle process) {
        Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }
}
