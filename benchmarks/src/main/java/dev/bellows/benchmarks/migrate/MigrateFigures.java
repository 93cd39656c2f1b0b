package dev.bellows.benchmarks.migrate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Measures and prints one table: {@code MigrateFigures LAUNCHER [--short] [--only WORK] [--write FILE]}. With {@code --short} everything is a
 * fiftieth and measured once, which says nothing but that it works.
 */
public final class MigrateFigures {
    private static final int RUNS = 5;
    private static final int PART = 50;
    private static final Duration FAR = Duration.ofMillis(5);
    private static final String BEGIN = "<!-- the table of benchmarks/migrate -->\n";
    private static final String END = "<!-- its end -->\n";

    private MigrateFigures() {}

    /** Measures; what goes wrong ends it with its message. */
    public static void main(String[] arguments) throws Exception {
        // It tells its maker of each call.
        System.setProperty("liquibase.analytics.enabled", "false");
        List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
        boolean small = options.contains("--short");
        Server server = new Server();
        System.out.println(about(server) + "\n");
        Bench bench = new Bench(server, new Table(), Path.of(arguments[0]), small ? 1 : RUNS, small ? PART : 1);
        int only = options.indexOf("--only");
        for (Map.Entry<String, Work> work : works().entrySet()) {
            if (only < 0 || options.get(only + 1).equals(work.getKey())) {
                work.getValue().measure(bench);
            }
        }
        bench.table().growth();
        int write = options.indexOf("--write");
        if (write >= 0) {
            write(Path.of(options.get(write + 1)), about(server) + "\n\n" + bench.table());
        }
    }

    /** What is measured, by the word that chooses it. */
    private static Map<String, Work> works() {
        Map<String, Work> works = new LinkedHashMap<>();
        // Each in two sizes or more, ten times apart: how it grows.
        works.put("start", sizes(NothingToDo::measure, 1_000, 5_000, 10_000));
        works.put("apply", sizes((bench, files) -> Applying.measure(bench, files, Duration.ZERO), 100, 1_000));
        works.put("far", sizes((bench, files) -> Applying.measure(bench, files, FAR), 20, 200));
        works.put("status", sizes(CommandLine::status, 1_000, 10_000));
        works.put("large", sizes((bench, megabytes) -> Applying.large(bench.once(), megabytes), 20, 200));
        works.put("tenants", sizes(Tenants::measure, 50, 500));
        works.put("starters", sizes(Starters::measure, 5, 50));
        return works;
    }

    private interface Work {
        void measure(Bench bench) throws Exception;
    }

    private interface Sized {
        void measure(Bench bench, int size) throws Exception;
    }

    private static Work sizes(Sized work, int... sizes) {
        return bench -> {
            for (int size : sizes) {
                work.measure(bench, bench.sized(size));
            }
        };
    }

    private static String about(Server server) throws Exception {
        return String.format(
                Locale.ROOT,
                "%s; PostgreSQL %s, Java %s, Flyway %s, Liquibase %s; %d processors, %s %s",
                LocalDate.now(),
                server.version(),
                System.getProperty("java.version"),
                version(Flyway.class),
                version(liquibase.Liquibase.class),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    }

    /** As the name of its jar says. */
    private static String version(Class<?> type) {
        return type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .replaceFirst(".*-([0-9][^/]*)\\.jar$", "$1");
    }

    private static void write(Path file, String figures) throws Exception {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (begin < BEGIN.length() || end < begin) {
            throw new IllegalArgumentException(file + " has no place for the table: " + BEGIN + END);
        }
        Files.writeString(file, text.substring(0, begin) + "\n" + figures + "\n" + text.substring(end));
    }
}
