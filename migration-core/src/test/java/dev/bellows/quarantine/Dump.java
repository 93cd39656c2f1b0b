package dev.bellows.quarantine;

import dev.bellows.testkit.InstalledBinaries;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What pg_dump writes of each schema: its entries, each with its title. Rows and grants have no order. */
final class Dump {
    private static final Pattern TITLE =
            Pattern.compile("(?m)^--\n-- ((?:Data for )?Name: .*; Schema: (.*); Owner: .*)\n--\n");
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+)");

    private Dump() {}

    /** Where this machine has a pg_dump that reads this server; one does not read what is newer than itself. */
    static Optional<String> tool(TestDatabase db) {
        int server = Integer.parseInt(String.valueOf(db.value("SHOW server_version_num"))) / 10_000;
        return InstalledBinaries.find()
                .map(folder -> folder.resolve("pg_dump"))
                .filter(tool -> major(tool) >= server)
                .map(Path::toString);
    }

    private static int major(Path tool) {
        Matcher version = VERSION.matcher(run(tool.toString(), "--version"));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** Entries for each schema. */
    static Map<String, Set<String>> of(TestDatabase db, String tool) {
        URI server = URI.create(db.jdbcUrl().replaceFirst("^jdbc:", ""));
        String text = run(
                tool,
                "--dbname=postgresql://" + db.user() + ":" + db.password() + "@" + server.getHost() + ":"
                        + server.getPort() + "/" + db.name());
        Map<String, Set<String>> entries = new TreeMap<>();
        Matcher title = TITLE.matcher(text);
        int end = 0;
        String schema = "";
        String name = "";
        while (title.find()) {
            add(entries, schema, name, text.substring(end, title.start()));
            name = title.group(1);
            schema = title.group(2);
            end = title.end();
        }
        add(entries, schema, name, text.substring(end));
        return entries;
    }

    private static void add(Map<String, Set<String>> entries, String schema, String name, String body) {
        boolean ordered = !name.startsWith("Data for") && !name.contains("Type: ACL");
        String text = body.replaceAll("(?m)^(SET default_.*|--.*|.(un)?restrict .*)$", "")
                .strip();
        entries.computeIfAbsent(schema, key -> new TreeSet<>())
                .add(name + "\n" + (ordered ? text : text.lines().sorted().collect(Collectors.joining("\n"))));
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return output;
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        } catch (InterruptedException problem) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(problem);
        }
    }
}
