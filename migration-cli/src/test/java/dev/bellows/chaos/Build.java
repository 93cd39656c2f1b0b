package dev.bellows.chaos;

import dev.bellows.chaos.Made.Thing;
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
        List<String> versions = ships.stream().map(Made::version).toList();
        return new Build(
                number,
                ships,
                all.stream()
                        .filter(each -> each.contract() && !versions.contains(each.needed()))
                        .map(Made::taken)
                        .toList());
    }

    String head() {
        return ships.get(ships.size() - 1).version();
    }

    boolean ships(String version) {
        return ships.stream().anyMatch(each -> each.version().equals(version));
    }

    static Path folder(Path round, int number) {
        return round.resolve("build-" + number);
    }

    /** Writes its migrations, what of them is Java, and what its instances need. */
    void write(Path round) throws IOException {
        Path folder = folder(round, number);
        Path migrations = Files.createDirectories(folder.resolve("migrations"));
        List<String> code = new ArrayList<>();
        for (Made each : ships) {
            if (each.code()) {
                code.add(CodeSample.of(each.version()).getClass().getName());
                continue;
            }
            Files.writeString(migrations.resolve(each.name() + ".sql"), each.up());
            if (!each.down().isEmpty()) {
                Files.writeString(migrations.resolve(each.name() + ".down.sql"), each.down());
            }
        }
        Files.writeString(migrations.resolve("R_greeting.sql"), greeting());
        Path services = Files.createDirectories(
                folder.resolve("code").resolve("META-INF").resolve("services"));
        Files.write(services.resolve("dev.bellows.code.CodeMigration"), code);
        Files.writeString(folder.resolve("bellows.toml"), """
                migrations = "migrations"
                classpath = "code"
                ledger = "%s"
                release = "build-%d"

                [gate]
                lease = "30s"
                """.formatted(Round.LEDGER, number));
        Files.write(folder.resolve("ships"), ships.stream().map(Made::version).toList());
        Files.write(
                folder.resolve("needs"),
                needs.stream().map(each -> each.table() + " " + each.column()).collect(Collectors.toList()));
    }

    /** The repeatable, which is another one in each build. */
    String greeting() {
        return "CREATE OR REPLACE FUNCTION greeting() RETURNS int LANGUAGE sql AS 'SELECT " + number + "';\n"
                + "INSERT INTO chaos.effect_greeting VALUES ('" + number + "');\n";
    }
}
