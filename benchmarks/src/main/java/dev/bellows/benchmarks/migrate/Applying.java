package dev.bellows.benchmarks.migrate;

import dev.bellows.benchmarks.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Migrations that run, each in a transaction; beside them psql, in one session that runs the same files in the same transactions. */
final class Applying {
    private static final double NANOSECONDS = 1e9;

    private Applying() {}

    /** So many small ones. */
    static void measure(Bench bench, int files, Duration more) throws Exception {
        String work =
                "a table and an index each" + (more.isZero() ? "" : ", round trips of " + more.toMillis() + " ms");
        IntFunction<String> content = Folder::table;
        for (Tool tool : List.of(Tool.BELLOWS, Tool.FLYWAY, Tool.LIQUIBASE)) {
            Path folder = Folder.of(tool, files, content);
            bench.table().add(work, files, tool.called, bench.times(() -> with(bench, tool, folder, more)));
            if (tool == Tool.BELLOWS) {
                bench.table().add(work, files, "psql", bench.times(() -> psql(bench, folder, more)));
                bench.table().note(work, tool.called, trips(bench, tool, files) + " round trips for each");
            }
        }
    }

    /** One large one, of INSERTs, and one of COPY's data. */
    static void large(Bench bench, int megabytes) throws Exception {
        large(bench, megabytes, false);
        large(bench, megabytes, true);
    }

    private static void large(Bench bench, int megabytes, boolean copy) throws Exception {
        Path folder = Folder.large(megabytes * 1_000_000L, copy);
        String work = "MB of " + (copy ? "COPY's data" : "INSERTs");
        // A heap of which that is a part.
        bench.table()
                .add(
                        work,
                        megabytes,
                        Tool.BELLOWS.called,
                        bench.times(() -> with(bench, Tool.BELLOWS, folder, Duration.ZERO, "-Xmx256m")));
        bench.table().add(work, megabytes, "psql", bench.times(() -> psql(bench, folder, Duration.ZERO)));
    }

    private static double with(Bench bench, Tool tool, Path folder, Duration more, String... options) throws Exception {
        try (Server.Database database = bench.server().newDatabase();
                Proxy proxy = database.proxy(more)) {
            String url = more.isZero() ? database.url() : database.url(proxy);
            return Run.of(tool, url, folder, 1, options).seconds().get(0);
        }
    }

    /** Twice as many, less these: what begins and ends a call is in both. */
    private static long trips(Bench bench, Tool tool, int files) throws Exception {
        long less = counted(bench, tool, files);
        return Math.round((counted(bench, tool, 2 * files) - less) / (double) files);
    }

    private static long counted(Bench bench, Tool tool, int files) throws Exception {
        try (Server.Database database = bench.server().newDatabase();
                Proxy proxy = database.proxy(Duration.ZERO)) {
            Run.of(tool, database.url(proxy), Folder.of(tool, files, Folder::table), 1);
            return proxy.trips();
        }
    }

    private static double psql(Bench bench, Path folder, Duration more) throws Exception {
        Path script = Files.createTempFile("figures", ".psql");
        StringBuilder all = new StringBuilder();
        for (Path file : sorted(folder)) {
            all.append("BEGIN;\n\\i '").append(file).append("'\nCOMMIT;\n");
        }
        Files.writeString(script, all);
        try (Server.Database database = bench.server().newDatabase();
                Proxy proxy = database.proxy(more)) {
            long begin = System.nanoTime();
            Processes.run(
                    List.of("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", script.toString()),
                    database.environment(more.isZero() ? bench.server().port() : proxy.port()),
                    Set.of(0));
            return (System.nanoTime() - begin) / NANOSECONDS;
        }
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
