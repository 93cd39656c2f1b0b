package dev.bellows.cli.embedded;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs PostgreSQL's programs. */
final class Program {
    /** What a program said and how it ended; 0 is well. */
    record Outcome(int exitCode, List<String> lines) {
        Outcome {
            lines = List.copyOf(lines);
        }
    }

    private final Path folder;
    private final Path programs;

    Program(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
    }

    Outcome run(String name, String... arguments) throws IOException, EmbeddedServerException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL does not run as root. In a user namespace of its own it is nobody, and its files are still
            // ours.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(programs.resolve("bin").resolve(name).toString());
        command.addAll(List.of(arguments));

        // A file and not a pipe: the server inherits it on some systems, and a pipe would then never end.
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // The server is the folder's; it does not depend on the settings of whoever comes first.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PG") || variable.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
        try {
            int exitCode = builder.start().waitFor();
            return new Outcome(exitCode, Files.readAllLines(output, Charset.defaultCharset()));
        } catch (InterruptedException problem) {
            throw Pause.interrupted(problem);
        }
    }

    private boolean isRoot() throws IOException {
        return folder.getFileSystem().supportedFileAttributeViews().contains("unix")
                && "root".equals(System.getProperty("user.name"));
    }
}
