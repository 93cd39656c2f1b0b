package dev.bellows.benchmarks.migrate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many instances that start at once while one migration takes its time: how long after the first the last one is ready. */
final class Starters {
    private static final double NANOSECONDS = 1e9;

    private Starters() {}

    static void measure(Bench bench, int starters) throws Exception {
        Path folder = Folder.of(Tool.BELLOWS, 1, number -> "CREATE TABLE t (id int);\nSELECT pg_sleep(10);\n");
        bench.table().add("starters, the last after the first", starters, Tool.BELLOWS.called, bench.times(() -> {
            try (Server.Database database = bench.server().newDatabase()) {
                return spread(database, folder, starters);
            }
        }));
    }

    /** They are processes' threads: what a JVM needs to start is not what is asked here. */
    private static double spread(Server.Database database, Path folder, int starters) throws Exception {
        ExecutorService runners = Executors.newFixedThreadPool(starters);
        try {
            Callable<Long> start = () -> {
                Tool.BELLOWS.migrate(database.dataSource(), folder);
                return System.nanoTime();
            };
            List<Long> ends = new ArrayList<>();
            for (Future<Long> each : runners.invokeAll(Collections.nCopies(starters, start))) {
                ends.add(each.get());
            }
            ends.sort(null);
            return (ends.get(starters - 1) - ends.get(0)) / NANOSECONDS;
        } finally {
            runners.shutdown();
        }
    }
}
