package dev.bellows.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.Bellows;
import dev.bellows.model.DownTarget;
import dev.bellows.model.Kept;
import dev.bellows.model.Settings;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The folders of real products, in the layouts of the tools that they were written for, make what psql makes of
 * them. By default the reverse of every sixtieth migration is tried; {@code -Dreverses.every=1} tries all.
 */
@Tag(InstalledPostgres.OWN)
class RealFoldersTest {
    private static final int EVERY = Integer.getInteger("reverses.every", 60);

    @TempDir
    private Path scratch = Path.of("");

    @Test
    void drizzle() throws IOException {
        Path folder = TestData.folder("corpus/cronicorn");
        List<PsqlMigration> migrations = new ArrayList<>();
        Matcher tag = Pattern.compile("\"tag\": \"((\\d+)[^\"]*)\"")
                .matcher(Files.readString(folder.resolve("meta/_journal.json")));
        while (tag.find()) {
            migrations.add(new PsqlMigration(tag.group(2), folder.resolve(tag.group(1) + ".sql"), null, true));
        }

        assertThat(proven(folder, migrations)).isEqualTo(25);
    }

    @Test
    void diesel() throws IOException {
        Path folder = TestData.folder("corpus/crates.io");
        List<PsqlMigration> migrations = new ArrayList<>();
        for (Path each : list(folder)) {
            if (Files.isDirectory(each)) {
                String version =
                        each.getFileName().toString().replaceFirst("_.*", "").replace("-", "");
                migrations.add(new PsqlMigration(version, each.resolve("up.sql"), each.resolve("down.sql"), true));
            }
        }
        migrations.sort(Comparator.comparing(PsqlMigration::version));
        migrations.replaceAll(RealFoldersTest::counted);

        assertThat(proven(folder, migrations)).isEqualTo(285);
    }

    /** The counter behind a time, from 1. */
    private static PsqlMigration counted(PsqlMigration migration) {
        String version = migration.version();
        return version.length() <= 14
                ? migration
                : new PsqlMigration(
                        version.substring(0, 14) + "." + (Integer.parseInt(version.substring(14)) + 1),
                        migration.up(),
                        migration.down(),
                        migration.transaction());
    }

    /** Where one of them cannot run with psql, which lacks what the product's own program does in between, it is left out. */
    @Test
    void goose() throws IOException {
        Path folder = TestData.folder("corpus/hatchet");
        List<PsqlMigration> migrations = new ArrayList<>();
        for (Path each : list(folder)) {
            String text = Files.readString(each);
            String[] sections = text.split("(?m)^-- \\+goose Down.*$", 2);
            boolean transaction = !text.toLowerCase(Locale.ROOT).contains("+goose no transaction");
            String name = each.getFileName().toString();
            Path up = Files.writeString(scratch.resolve(name + ".up"), sections[0]);
            Path down = sections.length == 1 ? null : Files.writeString(scratch.resolve(name + ".down"), sections[1]);
            migrations.add(new PsqlMigration(name.replaceFirst("_.*", ""), up, down, transaction));
        }

        assertThat(proven(folder, migrations)).isGreaterThanOrEqualTo(221);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /**
     * Applies what psql can run of a folder, compares, and tries reverses.
     *
     * @return how many psql could run
     */
    private int proven(Path folder, List<PsqlMigration> all) throws IOException {
        assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        // Two servers: roles belong to the whole cluster.
        try (InstalledPostgres plain = InstalledPostgres.start();
                InstalledPostgres ours = InstalledPostgres.start();
                TestDatabase expected = plain.newDatabase();
                TestDatabase migrated = ours.newDatabase()) {
            PsqlRun psql = new PsqlRun(plain, expected);
            List<PsqlMigration> migrations = new ArrayList<>();
            List<String> left = new ArrayList<>();
            List<Reverse> reverses = new ArrayList<>();
            for (PsqlMigration each : all) {
                String before = (migrations.size() + 1) % EVERY == 0 ? psql.schema() : "";
                if (!psql.runs(each.up(), each.transaction())) {
                    left.add(each.version());
                    continue;
                }
                migrations.add(each);
                if (each.down() != null && migrations.size() % EVERY == 0) {
                    psql.withoutLast(each)
                            .ifPresent(without -> reverses.add(new Reverse(each, before, without, psql.schema())));
                }
            }

            migrated.sql("CREATE SCHEMA bellows");
            // Where a server compiles the question what waits in quarantine, each answer takes seconds.
            migrated.sql("ALTER DATABASE " + migrated.name() + " SET jit = off");
            Bellows bellows = bellows(migrated, without(folder, left));
            for (Reverse reverse : reverses) {
                Bellows upTo = bellows.to(reverse.migration().version());
                upTo.applyWithoutLease();
                assertThat(PsqlRun.schema(ours, migrated.name())).isEqualTo(reverse.with());
                bellows.down(DownTarget.steps(1), (plan, losses) -> true);
                String without = withoutWaiting(bellows, PsqlRun.schema(ours, migrated.name()));
                if (!inAnyOrder(without).equals(inAnyOrder(reverse.before()))) {
                    assertThat(without)
                            .as("the reverse of " + reverse.migration().version())
                            .isEqualTo(reverse.without());
                }
                upTo.applyWithoutLease();
                assertThat(PsqlRun.schema(ours, migrated.name())).isEqualTo(reverse.with());
            }
            bellows.applyWithoutLease();
            assertThat(PsqlRun.schema(ours, migrated.name())).isEqualTo(psql.schema());
            assertThat(bellows.applyWithoutLease().steps()).isEmpty();
            assertThat(bellows.status().rows()).hasSameSizeAs(migrations);
            System.out.println("layouts: " + folder.getFileName() + ", " + migrations.size() + " migrations, "
                    + reverses.size() + " reverses, as psql");
            return migrations.size();
        }
    }

    /** An extension that a table which waits still needs is where it was, and known to be dropped. */
    private static String withoutWaiting(Bellows bellows, String schema) {
        String left = schema;
        for (Kept kept : bellows.quarantined()) {
            if (kept.object().startsWith("extension ")) {
                left = left.replaceAll(
                        "--\n-- Name: (EXTENSION )?" + Pattern.quote(kept.place())
                                + "; Type: .*\n--\n\n.* EXTENSION .*\n\n\n",
                        "");
            }
        }
        return left;
    }

    /** A column that comes back is the last of its table. */
    private static List<String> inAnyOrder(String schema) {
        return schema.lines().map(line -> line.replaceFirst(",$", "")).sorted().toList();
    }

    private static Bellows bellows(TestDatabase database, Path folder) {
        // What downs would lose is tried in one transaction.
        Timeouts patient = Timeouts.DEFAULT.withMaxBlocking(Duration.ofMinutes(1));
        return Bellows.on(database.dataSource())
                .settings(Settings.DEFAULT.change().timeouts(patient).build())
                .migrations(folder.toString())
                .attest("nothing runs here")
                .allowUntagged("they were written before there was anybody to ask for tags")
                .ledger("bellows.bellows_ledger");
    }

    /** The folder itself, or links to its files where some have to be left out. */
    private Path without(Path folder, List<String> versions) throws IOException {
        if (versions.isEmpty()) {
            return folder;
        }
        Path links = Files.createDirectory(scratch.resolve("links"));
        for (Path each : list(folder)) {
            String name = each.getFileName().toString();
            if (!versions.contains(name.replaceFirst("_.*", ""))) {
                Files.createSymbolicLink(links.resolve(name), each);
            }
        }
        return links;
    }

    /**
     * A reverse that psql can run, after which the migration can run again.
     *
     * @param before the schema before the migration, which is what a reverse brings back of what was dropped, where psql's
     *     makes it new with less
     * @param without the schema after psql's reverse
     * @param with the schema after the migration
     */
    private record Reverse(PsqlMigration migration, String before, String without, String with) {}
}
