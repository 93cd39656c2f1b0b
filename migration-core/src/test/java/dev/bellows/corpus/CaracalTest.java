package dev.bellows.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bellows.Bellows;
import dev.bellows.model.DownTarget;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The 47 migrations of a real product, in golang-migrate's layout, as its authors wrote them. */
@Tag(InstalledPostgres.OWN)
class CaracalTest {
    @Test
    void whatBellowsBuildsIsWhatPsqlBuildsAndComesBackAfterAllDowns() throws IOException {
        Path folder = TestData.folder("corpus/caracal/v2026.06.21");
        assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        // Two servers: the migrations create roles, which belong to the whole cluster.
        try (InstalledPostgres plain = InstalledPostgres.start();
                InstalledPostgres ours = InstalledPostgres.start();
                TestDatabase expected = plain.newDatabase();
                TestDatabase migrated = ours.newDatabase()) {
            psql(plain, expected, ups(folder));
            String schema = dump(plain, expected);

            migrated.sql("CREATE SCHEMA bellows");
            // What 45 downs would lose is tried in one transaction.
            Timeouts patient = Timeouts.DEFAULT.withMaxBlocking(Duration.ofMinutes(1));
            Bellows bellows = Bellows.on(migrated.dataSource())
                    .settings(Settings.DEFAULT.change().timeouts(patient).build())
                    .migrations(folder.toString())
                    .ledger("bellows.bellows_ledger");
            assertThat(bellows.applyWithoutLease().steps()).hasSize(47);
            assertThat(dump(ours, migrated)).isEqualTo(schema);
            assertThat(bellows.applyWithoutLease().steps()).isEmpty();

            down(bellows, 2);
            // The product's own 0002 down forgets the roles' privileges: psql stops at it too, with the same words.
            assertThatThrownBy(() -> down(bellows, 0))
                    .isInstanceOf(StatementFailedException.class)
                    .hasMessageContaining("0002_roles.down.sql:6:1: role \"caracalgateway\" cannot be dropped")
                    .hasMessageContaining("SQLSTATE 2BP01");
            migrated.sql("DROP OWNED BY caracalGateway, caracalCoordinator, caracalAudit, caracalApi, caracalSts");
            down(bellows, 0);
            assertThat(migrated.value("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                    .isEqualTo("0");
            assertThat(bellows.applyWithoutLease().steps()).hasSize(47);
            assertThat(dump(ours, migrated)).isEqualTo(schema);
        }
    }

    /** They were written before there was anybody to ask for tags. */
    @Test
    void whatRanForYearsIsHistoryAndNothingElseLetsItThrough() throws IOException {
        Path folder = TestData.folder("corpus/caracal/v2026.06.21");
        assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        try (InstalledPostgres server = InstalledPostgres.start();
                TestDatabase db = server.newDatabase()) {
            Bellows bellows = Bellows.on(db.dataSource()).migrations(folder.toString());
            assertThat(bellows.to("20").applyWithoutLease().steps()).hasSize(20);

            assertThatThrownBy(bellows::apply)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("untagged-contract");

            assertThat(bellows.enforceFrom("48").applyWithoutLease().steps()).hasSize(27);
        }
    }

    private static void down(Bellows bellows, int to) {
        bellows.down(DownTarget.to(String.valueOf(to)), (plan, losses) -> losses.unknown()
                .isEmpty());
    }

    private static List<Path> ups(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".up.sql"))
                    .sorted()
                    .toList();
        }
    }

    private static void psql(InstalledPostgres server, TestDatabase database, List<Path> files) {
        for (Path file : files) {
            server.run(List.of(
                    server.binary("psql"),
                    "-X",
                    "-q",
                    "-v",
                    "ON_ERROR_STOP=1",
                    "--single-transaction",
                    "-h",
                    "127.0.0.1",
                    "-p",
                    String.valueOf(server.port()),
                    "-U",
                    database.user(),
                    "-d",
                    database.name(),
                    "-f",
                    file.toString()));
        }
    }

    private static String dump(InstalledPostgres server, TestDatabase database) {
        String dump = server.run(List.of(
                server.binary("pg_dump"),
                "--schema-only",
                "--exclude-schema=bellows",
                // What its downs and its contracts dropped since waits there.
                "--exclude-schema=bellows_q_*",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(server.port()),
                "-U",
                database.user(),
                database.name()));
        // Newer minor releases write a random word here, against hostile names.
        return dump.lines()
                .filter(line -> !line.startsWith("\\restrict") && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }
}
