package dev.bellows.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What an application ships: the first migrations of a folder.
 *
 * @param number from 1, the oldest
 * @param needs what its instances read and write that a contract takes away which this build does not know of
 */
record Build(int number, List<Made> ships, List<Thing> needs) {
    Build {
        ships = List.copyOf(ships);
        needs = List.copyOf(needs);
    }

    static Build of(int number, List<Made> ships, List<Made> all) {
        List<String> labels = ships.stream().map(Made::label).toList();
        return new Build(
                number,
                ships,
                all.stream()
                        .filter(each -> each.contract() && !labels.contains(each.needed()))
                        .map(Made::taken)
                        .toList());
    }

    /** @param label of a migration */
    boolean ships(String label) {
        return ships.stream().anyMatch(each -> each.label().equals(label));
    }

    static Path folder(Path round, int number) {
        return round.resolve("build-" + number);
    }

    /** Writes its migrations, what of them is Java, and what its instances need. */
    void write(Path round) throws IOException {
        Path folder = folder(round, number);
        List<String> code = new ArrayList<>();
        for (Made each : ships) {
            if (each.code()) {
                code.add(CodeSample.of(each.version()).getClass().getName());
            } else {
                write(each, Files.createDirectories(folder.resolve(each.owner())));
            }
        }
        Path mains = folder.resolve(Made.MAIN);
        Files.writeString(mains.resolve("R_greeting.sql"), greeting());
        Files.writeString(mains.resolve("R_greeting.check.sql"), "SELECT 1 WHERE greeting() <> " + number + ";\n");
        Path services = Files.createDirectories(
                folder.resolve("code").resolve("META-INF").resolve("services"));
        Files.write(services.resolve("dev.bellows.code.CodeMigration"), code);
        Files.writeString(folder.resolve("bellows.toml"), """
                migrations = [%s]
                classpath = "code"
                ledger = "%s"
                release = "build-%d"

                [gate]
                lease = "30s"
                """.formatted(sources(folder), Round.LEDGER, number));
        Files.write(folder.resolve("ships"), ships.stream().map(Made::label).toList());
        Files.write(
                folder.resolve("needs"),
                needs.stream().map(each -> each.table() + " " + each.column()).collect(Collectors.toList()));
    }

    private static void write(Made made, Path folder) throws IOException {
        Files.writeString(folder.resolve(made.name() + ".sql"), made.up().text());
        if (made.down().isThere()) {
            Files.writeString(
                    folder.resolve(made.name() + ".down.sql"), made.down().text());
        }
        if (!made.check().isEmpty()) {
            Files.writeString(folder.resolve(made.name() + ".check.sql"), made.check());
        }
    }

    /** The customer's are there as soon as a build has any. */
    private static String sources(Path folder) {
        String mains = "\"" + Made.MAIN + "\"";
        return Files.isDirectory(folder.resolve(Made.CUSTOMER))
                ? mains + ", \"" + Made.CUSTOMER + "=" + Made.CUSTOMER + "\""
                : mains;
    }

    /** The repeatable, which is another one in each build. */
    String greeting() {
        return "CREATE OR REPLACE FUNCTION greeting() RETURNS int LANGUAGE sql AS 'SELECT " + number + "';\n"
                + "INSERT INTO chaos.effect_greeting VALUES ('" + number + "');\n";
    }
}
