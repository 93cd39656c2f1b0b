package dev.bellows.benchmarks.migrate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A start of which nothing comes, as nearly all are: in a process that has just begun, and once more in the same. */
final class NothingToDo {
    private static final double MEGABYTE = 1 << 20;

    private NothingToDo() {}

    static void measure(Bench bench, int files) throws Exception {
        for (Tool tool : List.of(Tool.BELLOWS, Tool.BELLOWS_ENTERING, Tool.FLOOR, Tool.FLYWAY, Tool.LIQUIBASE)) {
            try (Server.Database database = bench.server().newDatabase()) {
                Path folder = Folder.of(tool, files, Folder::row);
                Run.of(tool, database.url(), folder, 1);
                List<Run> runs = bench.processes(tool, database.url(), folder, 2);
                bench.table().add("nothing to do, cold", files, tool.called, Bench.call(0, runs));
                bench.table().add("nothing to do, warm", files, tool.called, Bench.call(1, runs));
                bench.table()
                        .note(
                                String.format(Locale.ROOT, "nothing to do, warm, %,d", files),
                                tool.called,
                                trips(tool, database, folder) + " round trips");
                Run last = runs.get(runs.size() - 1);
                bench.table()
                        .note(
                                String.format(Locale.ROOT, "afterwards, %,d", files),
                                tool.called,
                                String.format(
                                        Locale.ROOT,
                                        "%.1f MB and %d threads in the process",
                                        last.retained() / MEGABYTE,
                                        last.threads()));
            }
        }
    }

    /** Of a second call alone. */
    private static long trips(Tool tool, Server.Database database, Path folder) throws Exception {
        long one;
        try (Proxy proxy = database.proxy(Duration.ZERO)) {
            Run.of(tool, database.url(proxy), folder, 1);
            one = proxy.trips();
        }
        try (Proxy proxy = database.proxy(Duration.ZERO)) {
            Run.of(tool, database.url(proxy), folder, 2);
            return proxy.trips() - one;
        }
    }
}
