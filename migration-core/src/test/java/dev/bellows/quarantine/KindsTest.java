package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.Restoration;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;

/**
 * Scenario 34: given each kind of table and column, when a contract drops it and it is restored, then it differs as was announced,
 * and no more.
 */
@Tag("scenario-34")
class KindsTest {
    @PostgresTest
    void everyKindOfTableComesBackAsItWas(TestDatabase db) {
        comesBack(db, TableKinds.ALL, "");
    }

    @PostgresTest
    void everyKindOfColumnComesBackFromItsCopy(TestDatabase db) {
        comesBack(db, both(ColumnKinds.COPIED), "");
    }

    @PostgresTest
    void everyKindOfColumnComesBackFromAnotherName(TestDatabase db) {
        comesBack(db, both(ColumnKinds.RENAMED), "-- bellows:quarantine rename\n");
    }

    private static List<Kind> both(List<Kind> more) {
        return Stream.concat(ColumnKinds.BOTH.stream(), more.stream()).toList();
    }

    private static void comesBack(TestDatabase db, List<Kind> all, String directive) {
        try (Roles roles = Roles.in(db)) {
            int version = Integer.parseInt(String.valueOf(db.value("SHOW server_version_num"))) / 10_000;
            List<Kind> kinds =
                    all.stream().filter(kind -> kind.since() <= version).toList();
            make(db, kinds, roles);
            Map<String, Set<String>> before = look(db);

            contract(db, kinds, directive);
            db.applyAttested();

            assertThat(db.bellows().quarantined()).hasSizeGreaterThanOrEqualTo(kinds.size());
            Map<Kind, List<String>> announced = new java.util.LinkedHashMap<>();
            for (int i = 0; i < kinds.size(); i++) {
                announced.put(kinds.get(i), restore(db, migration(i)));
            }
            assertThat(db.bellows().quarantined()).isEmpty();
            Map<String, Set<String>> after = look(db);
            assertThat(after.keySet()).as("no schema is left behind").isEqualTo(before.keySet());
            SoftAssertions softly = new SoftAssertions();
            for (Kind kind : kinds) {
                compare(softly, kind, Objects.requireNonNull(announced.get(kind)), before, after);
            }
            softly.assertAll();
        }
    }

    private static void make(TestDatabase db, List<Kind> kinds, Roles roles) {
        db.migrations("-- file: 0001_first.sql\nCREATE SCHEMA apart;\n");
        db.apply();
        db.sql("CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree SCHEMA apart");
        for (Kind kind : kinds) {
            db.sql("CREATE SCHEMA " + kind.schema() + "; SET search_path TO " + kind.schema() + ", public; "
                    + roles.named(kind.made()));
        }
    }

    private static void contract(TestDatabase db, List<Kind> kinds, String directive) {
        for (int i = 0; i < kinds.size(); i++) {
            Kind kind = kinds.get(i);
            db.migrations("-- file: " + migration(i) + "_" + kind.name().replaceAll("\\W+", "_") + ".sql\n"
                    + "-- bellows:phase contract\n" + directive + "SET search_path TO " + kind.schema() + ", public;\n"
                    + kind.drop().strip() + ";\n");
        }
    }

    private static String migration(int kind) {
        return Integer.toString(1000 + kind);
    }

    private static List<String> restore(TestDatabase db, String migration) {
        List<String> announced = new ArrayList<>();
        for (Restoration restoration : db.bellows().restore(migration)) {
            announced.addAll(restoration.kept().lost());
            announced.addAll(restoration.missing());
        }
        return announced;
    }

    private static void compare(
            SoftAssertions softly,
            Kind kind,
            List<String> announced,
            Map<String, Set<String>> before,
            Map<String, Set<String>> after) {
        List<String> expected =
                kind.differences().stream().map(Kind.Difference::announced).toList();
        softly.assertThat(announced.stream().filter(phrase -> expected.stream().noneMatch(phrase::startsWith)))
                .as("announced of '" + kind.name() + "'")
                .isEmpty();
        softly.assertThat(kind.differences().stream()
                        .filter(difference -> !difference.where().isEmpty())
                        .map(Kind.Difference::announced)
                        .filter(start -> announced.stream().noneMatch(each -> each.startsWith(start))))
                .as("not announced of '" + kind.name() + "'")
                .isEmpty();
        List<String> words = kind.differences().stream()
                .flatMap(each -> each.where().stream())
                .toList();
        List<String> differing =
                differing(before.getOrDefault(kind.name(), Set.of()), after.getOrDefault(kind.name(), Set.of()));
        softly.assertThat(differing.stream().filter(line -> words.stream().noneMatch(line::contains)))
                .as("other than it was: '" + kind.name() + "'")
                .isEmpty();
        for (String word : words) {
            softly.assertThat(differing)
                    .as("announced of '" + kind.name() + "' and yet the same: " + word)
                    .anyMatch(line -> line.contains(word));
        }
    }

    private static List<String> differing(Set<String> before, Set<String> after) {
        List<String> lines = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> lines.add("before: " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("after: " + line));
        return lines;
    }

    /** What the catalogs say, and pg_dump where there is one for this server. */
    private static Map<String, Set<String>> look(TestDatabase db) {
        Map<String, Set<String>> lines = Picture.of(db);
        Optional<String> tool = Dump.tool(db);
        tool.ifPresent(pgDump -> Dump.of(db, pgDump)
                .forEach((schema, entries) ->
                        lines.computeIfAbsent(schema, key -> new TreeSet<>()).addAll(entries)));
        return lines;
    }
}
