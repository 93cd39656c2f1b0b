package dev.bellows.chaos;

import dev.bellows.testkit.InstalledPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Round after round, two at a time, each pair of them with servers of their own. */
final class ChaosRun {
    private static final int LANES = 2;

    private final long seed;
    private final Path folder;
    private final Figures figures = new Figures();
    private final List<String> findings = new ArrayList<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private @Nullable ClassPath classPath;
    private final long began = System.nanoTime();

    ChaosRun(long seed, Path folder) {
        this.seed = seed;
        this.folder = folder;
    }

    /** What was not as it must be, with the round's number. */
    List<String> findings() {
        return List.copyOf(findings);
    }

    /** One round without what takes long. */
    void light() throws IOException {
        try (InstalledPostgres postgres = InstalledPostgres.start()) {
            play(postgres, 1, true);
        }
        print(figures.toString());
    }

    /** One round of a longer run. */
    void only(int round) throws IOException {
        try (InstalledPostgres postgres = InstalledPostgres.start()) {
            play(postgres, round, false);
        }
        print(figures.toString());
    }

    /** As many rounds as begin in that time. */
    void during(Duration time) throws InterruptedException, ExecutionException {
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < LANES; i++) {
                ends.add(lanes.submit(() -> {
                    try (InstalledPostgres postgres = InstalledPostgres.start()) {
                        while (System.nanoTime() - began < time.toNanos()) {
                            play(postgres, rounds.incrementAndGet(), false);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            lanes.shutdown();
        }
        print("chaos: seed " + seed + ", " + rounds.get() + " rounds, " + figures.sum("faults") + " faults, "
                + findings.size() + " findings in "
                + Duration.ofNanos(System.nanoTime() - began).toSeconds() + " s\n" + figures);
    }

    /** Both lanes use the one that the first of them made. */
    private synchronized ClassPath classPath(InstalledPostgres postgres) throws IOException {
        if (classPath == null) {
            classPath = ClassPath.in(folder.resolve("classes"), postgres);
        }
        return classPath;
    }

    private void play(InstalledPostgres postgres, int number, boolean light) throws IOException {
        long start = System.nanoTime();
        Path place = folder.resolve("seed-" + seed + "-round-" + number);
        remove(place);
        Round round = new Round(seed, number, light, place, classPath(postgres));
        List<String> found = round.play(postgres);
        figures.add(round.figures());
        print("chaos: seed " + seed + ", round " + number + ": "
                + round.figures().sum("processes") + " processes, "
                + round.figures().sum("faults") + " faults, "
                + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s: "
                + (found.isEmpty() ? "as it must be" : found.size() + " findings, see " + place));
        if (found.isEmpty()) {
            if (!Boolean.getBoolean("chaos.keep")) {
                remove(place);
            }
            return;
        }
        Files.write(place.resolve("findings.txt"), found);
        String again = "seed " + seed + ", round " + number + " (again: mvn test -pl migration-cli -am -Dtest=ChaosTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dchaos.seed=" + seed + " -Dchaos.round=" + number
                + "; the same folder and the same schedule, at other moments): ";
        synchronized (findings) {
            found.forEach(each -> findings.add(again + each));
        }
        found.forEach(each -> print("chaos: FOUND " + each));
    }

    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("SystemOut")
    private static void print(String line) {
        System.out.println(line);
    }
}
