package dev.bellows.cli.squash;

import dev.bellows.model.Build;
import dev.bellows.model.Migration;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.Version;
import dev.bellows.sql.Squashed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a baseline would stand for.
 *
 * @param version of the last migration, as written
 * @param squashes all of them, the lowest first
 */
record Squashable(String version, List<Squashed> squashes) {
    Squashable {
        squashes = List.copyOf(squashes);
    }

    /** What stands up to a version, or why it cannot be squashed. */
    static Squashable of(Build build, Version to) {
        if (!build.refusals().isEmpty()) {
            throw new RefusedException(build.refusals(), Report.of(build));
        }
        List<Migration> upTo = build.migrations().stream()
                .filter(migration ->
                        !migration.repeatable() && migration.number().compareTo(to) <= 0)
                .toList();
        Migration last = upTo.stream()
                .filter(migration -> migration.number().equals(to))
                .findFirst()
                .orElseThrow(() -> refused(
                        build,
                        Refusal.of(
                                "no-such-version",
                                "there is no migration with version " + to,
                                "name one that is there: bellows status")));
        upTo.stream()
                .filter(migration -> !migration.script().hasText())
                .findFirst()
                .ifPresent(code -> {
                    throw refused(
                            build,
                            Refusal.of(
                                    "code-migration",
                                    code.label(),
                                    code.script().name(),
                                    "it is written in Java, and what it does to a database with data is not in any schema",
                                    "squash to a version below " + code.label()));
                });
        for (Migration migration : upTo) {
            @Nullable Refusal role = Roles.refusal(migration);
            if (role != null) {
                throw refused(build, role);
            }
        }
        build.baselines().stream()
                .filter(baseline -> baseline.number().compareTo(to) >= 0)
                .findFirst()
                .ifPresent(there -> {
                    throw refused(
                            build,
                            Refusal.of(
                                    "squashed-already",
                                    there.label(),
                                    there.script().name(),
                                    "it stands for version " + to + " already",
                                    "squash to a version above " + there.label()
                                            + "; or, if it was never released, remove it and run again"));
                });
        return new Squashable(last.version(), squashes(build, upTo));
    }

    /** A lower baseline may stand for migrations that have no file any more. */
    private static List<Squashed> squashes(Build build, List<Migration> upTo) {
        Map<Version, Squashed> all = new TreeMap<>(Comparator.naturalOrder());
        build.baselines().stream()
                .flatMap(baseline -> baseline.squashes().stream())
                .forEach(squashed -> all.put(Version.of(squashed.version()), squashed));
        upTo.forEach(migration -> all.put(
                migration.number(),
                new Squashed(migration.version(), migration.script().checksum())));
        return new ArrayList<>(all.values());
    }

    private static RefusedException refused(Build build, Refusal refusal) {
        return new RefusedException(List.of(refusal), Report.of(build));
    }

    List<String> versions() {
        return squashes.stream().map(Squashed::version).toList();
    }

    /** The comments that the file begins with. */
    String head(String tagPrefix) {
        StringBuilder head = new StringBuilder("-- What the migrations up to " + version
                + " make: a new database runs this in their place.\n"
                + "-- Databases stand on it once it is released. Do not change it: write a new migration.\n");
        squashes.forEach(squashed -> head.append("-- ")
                .append(tagPrefix)
                .append(":squashes ")
                .append(squashed.version())
                .append(' ')
                .append(squashed.checksum())
                .append('\n'));
        return head.toString();
    }
}
