package dev.bellows.benchmarks.migrate;

import dev.bellows.benchmarks.Processes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A person who asks where the database stands, from the command's start to its end. */
final class CommandLine {
    private static final double NANOSECONDS = 1e9;

    private CommandLine() {}

    static void status(Bench bench, int files) throws Exception {
        try (Server.Database database = bench.server().newDatabase()) {
            Path folder = Folder.of(Tool.BELLOWS, files, Folder::row);
            Run.of(Tool.BELLOWS, database.url(), folder, 1);
            List<String> command = List.of(
                    bench.launcher().toString(),
                    "status",
                    "--url",
                    database.url().substring("jdbc:".length()),
                    "--migrations",
                    folder.toString());
            Map<String, String> environment =
                    database.environment(bench.server().port());
            Processes.run(command, environment, Set.of(0));
            bench.table().add("./bellows status, the whole process", files, Tool.BELLOWS.called, bench.times(() -> {
                long begin = System.nanoTime();
                Processes.run(command, environment, Set.of(0));
                return (System.nanoTime() - begin) / NANOSECONDS;
            }));
        }
    }
}
