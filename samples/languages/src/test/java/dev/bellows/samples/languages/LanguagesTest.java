package dev.bellows.samples.languages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.model.GateView;
import dev.bellows.samples.languages.Example.Language;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/** Given a build with one migration, when the next one contracts, then an instance in another language is heeded as one in Java is. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LanguagesTest {
    private static final String TABLE = "0001_orders.sql";
    private static final String OLD_BUILD = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id bigint PRIMARY KEY, note text);
            """;
    private static final String CONTRACT = """
            -- file: 0002_drop_note.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN note;
            """;

    @PostgresTest
    void anInstanceInNodeHoldsTheContractUntilItLeaves(TestDatabase db) throws Exception {
        holdsTheContractUntilItLeaves(Language.NODE, db);
    }

    @PostgresTest
    void anInstanceInPythonHoldsTheContractUntilItLeaves(TestDatabase db) throws Exception {
        holdsTheContractUntilItLeaves(Language.PYTHON, db);
    }

    @PostgresTest
    void anInstanceInNodeEntersAgainAndStopsWhenAContractHasOvertakenIt(TestDatabase db) throws Exception {
        stopsWhenOvertaken(Language.NODE, db);
    }

    @PostgresTest
    void anInstanceInPythonEntersAgainAndStopsWhenAContractHasOvertakenIt(TestDatabase db) throws Exception {
        stopsWhenOvertaken(Language.PYTHON, db);
    }

    private static void holdsTheContractUntilItLeaves(Language language, TestDatabase db) throws Exception {
        Path old = oldBuild(db);
        try (Example instance = Example.start(language, db, old)) {
            instance.awaitLine("serving");
            db.migrations(CONTRACT);
            db.apply();
            assertThat(db.columns("orders")).contains("note");
            List<GateView> gates = db.bellows().gates();
            assertThat(gates).hasSize(1);
            assertThat(gates.get(0).holders().toString()).contains("orders 1.4.0 (head 0001)");
            assertThat(db.query("SELECT application_name FROM pg_stat_activity WHERE datname = current_database()"))
                    .contains(List.of("0001@orders"));

            instance.stop();
            instance.awaitLine("stopped");
            assertThat(instance.exit()).isZero();
            assertThat(db.value("SELECT count(*) FROM bellows_lease WHERE expires > clock_timestamp()"))
                    .isEqualTo("0");
        }
        // Its session may live on for a moment.
        db.bellows().waitForGate(Duration.ofMinutes(1)).applyWithoutLease();
        assertThat(db.columns("orders")).containsExactly("id");

        try (Example late = Example.start(language, db, old)) {
            assertThat(late.awaitLine("not serving"))
                    .contains("BW001")
                    .contains("0002")
                    .contains("head 0001");
            assertThat(late.exit()).isEqualTo(3);
        }
        try (Example current = Example.start(language, db, db.folder())) {
            current.awaitLine("serving");
        }
    }

    /** Its lease is taken away, as a crash of the server does; what it meets at its next renewal depends on what has run. */
    private static void stopsWhenOvertaken(Language language, TestDatabase db) throws Exception {
        try (Example instance = Example.start(language, db, oldBuild(db))) {
            instance.awaitLine("serving");
            db.sql("DELETE FROM bellows_lease");
            while (Objects.equals(db.value("SELECT count(*) FROM bellows_lease"), "0")) {
                Thread.sleep(200);
            }
            db.sql("DELETE FROM bellows_lease;"
                    + " INSERT INTO bellows_contract VALUES ('main', '2', '0002', '0002', 'main:2', 99)");
            assertThat(instance.awaitLine("not serving")).contains("BW001");
            assertThat(instance.exit()).isEqualTo(3);
        }
    }

    /** The folder of a build that ships the first migration, which is applied. */
    private static Path oldBuild(TestDatabase db) throws IOException {
        db.migrations(OLD_BUILD);
        db.apply();
        Path build = Files.createDirectory(db.folder().resolve("build-of-the-old-release"));
        Files.copy(db.folder().resolve(TABLE), build.resolve(TABLE));
        return build;
    }
}
