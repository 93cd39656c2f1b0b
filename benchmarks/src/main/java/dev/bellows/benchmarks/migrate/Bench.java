package dev.bellows.benchmarks.migrate;

import dev.bellows.benchmarks.Times;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What all work shares.
 *
 * @param launcher the command line's
 * @param runs how often each is measured
 * @param part by which sizes are divided; 1 for the real ones
 */
record Bench(Server server, Table table, Path launcher, int runs, int part) {
    /** Work that takes a time. */
    interface Timed {
        /** Does it once; says how many seconds it took. */
        double seconds() throws Exception;
    }

    /** A size that the short form has less of. */
    int sized(int size) {
        return Math.max(1, size / part);
    }

    /** For what takes minutes: it is measured once. */
    Bench once() {
        return new Bench(server, table, launcher, 1, part);
    }

    /** Measures it several times. */
    Times times(Timed work) throws Exception {
        double[] seconds = new double[runs];
        for (int i = 0; i < runs; i++) {
            seconds[i] = work.seconds();
        }
        return new Times(seconds);
    }

    /** Of several calls in each of several processes, the one with this number. */
    static Times call(int number, List<Run> processes) {
        return new Times(
                processes.stream().mapToDouble(run -> run.seconds().get(number)).toArray());
    }

    /** Several processes, one after the other. */
    List<Run> processes(Tool tool, String url, Path folder, int calls) throws Exception {
        List<Run> all = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            all.add(Run.of(tool, url, folder, calls));
        }
        return all;
    }
}
