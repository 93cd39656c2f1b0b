package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellows.Bellows;
import dev.bellows.ledger.Ledger;
import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.Decision;
import dev.bellows.model.LedgerName;
import dev.bellows.model.Location;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Resolution;
import dev.bellows.model.State;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Status;
import dev.bellows.testkit.PostgresExtension;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person decides: a baseline, and each form of resolve, is an entry and changes what runs next. */
class DecisionsTest {
    private static State stateOf(TestDatabase db, String version) {
        return db.bellows().status().rows().stream()
                .filter(row -> row.version().equals(version))
                .map(Status.Row::state)
                .findFirst()
                .orElseThrow();
    }

    @PostgresTest
    void aBaselineCoversWhatIsThereAlready(TestDatabase db) {
        db.sql("CREATE TABLE a ()");
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n-- file: 2_b.sql\nCREATE TABLE b ();\n");
        assertThatThrownBy(db::apply)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not-empty")
                .hasMessageContaining("bellows baseline V");

        assertThat(db.bellows().status().next()).contains("bellows baseline V");
        assertThatThrownBy(() -> db.bellows().baseline("3"))
                .hasMessageContaining("above-all-files")
                .hasMessageContaining("bellows baseline 2");

        db.bellows().baseline("1");
        assertThat(stateOf(db, "1")).isEqualTo(State.BASELINED);
        db.apply();

        assertThat(db.ledger()).containsExactly("baselined 1", "applied 2 1/1");
        assertThatThrownBy(() -> db.bellows().baseline("1")).hasMessageContaining("baseline-too-late");
    }

    private static void failHalfWay(TestDatabase db) {
        db.migrations("""
                -- file: 1_half.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                INSERT INTO nowhere VALUES (1);
                """);
        assertThatThrownBy(db::apply).isInstanceOf(StatementFailedException.class);
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({
        "applied, APPLIED, 1",
        "reverted, REVERTED, 1",
        "resume-at:4, UNFINISHED, 1",
        "resume-at:2, UNFINISHED, 1"
    })
    void aHalfAppliedMigrationIsResolved(String detail, State state, String rows, TestDatabase db) {
        failHalfWay(db);
        assertThat(stateOf(db, "1")).isEqualTo(State.FAILED);

        db.bellows().resolve(Resolution.of("1", Decision.parse(detail), "by hand"));

        assertThat(stateOf(db, "1")).isEqualTo(state);
        assertThat(db.value("SELECT count(*) FROM a")).isEqualTo(rows);
        assertThat(db.value("SELECT reason FROM bellows_ledger ORDER BY position DESC LIMIT 1"))
                .isEqualTo("by hand");
    }

    @PostgresTest
    void resumingElsewhereRunsFromThere(TestDatabase db) {
        failHalfWay(db);
        db.sql("CREATE TABLE nowhere (i int)");
        db.bellows().resolve(Resolution.of("1", Decision.resumeAt(2), "the row was deleted"));
        db.sql("DELETE FROM a");

        assertThat(db.apply().current()).isTrue();

        assertThat(db.ledger())
                .containsExactly(
                        "applied 1 1/3",
                        "applied 1 2/3",
                        "failed 1 2/3",
                        "resolved 1 1/3 resume-at:2",
                        "applied 1 2/3",
                        "applied 1 3/3");
    }

    @PostgresTest
    void allDoneNeedsNoMoreThanItsRecord(TestDatabase db) {
        failHalfWay(db);
        db.bellows().resolve(Resolution.of("1", Decision.resumeAt(4), "done by hand"));

        assertThat(db.apply().current()).isTrue();

        assertThat(db.ledger()).endsWith("resolved 1 3/3 resume-at:4", "applied 1 3/3");
    }

    @PostgresTest
    void anEditedFileIsAccepted(TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        db.apply();
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a (); -- a comment\n");
        assertThatThrownBy(db::apply).hasMessageContaining("edited");

        db.bellows().resolve(Resolution.of("1", Decision.ACCEPT_CHECKSUM, "a comment"));

        assertThat(db.apply().steps()).isEmpty();
        assertThat(stateOf(db, "1")).isEqualTo(State.APPLIED);
        assertThat(db.value("SELECT state FROM bellows_status")).isEqualTo("applied");
    }

    @PostgresTest
    void aMissingFileIsAccepted(TestDatabase db) throws IOException {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n-- file: 2_b.sql\nCREATE TABLE b ();\n");
        db.apply();
        Files.delete(db.folder().resolve("1_a.sql"));
        assertThatThrownBy(db::apply).hasMessageContaining("missing");

        db.bellows().resolve(Resolution.of("1", Decision.MISSING, "squashed"));

        assertThat(db.apply().current()).isTrue();
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @CsvSource({
        "1, applied, it is applied already",
        "9, applied, there is no such version",
        "2, reverted, 'it is not applied, wholly or partly'",
        "1, resume-at:1, it has neither failed nor stopped half-way",
        "2, accept-checksum, only an applied migration with a file",
        "1, missing, only an applied migration without a file"
    })
    void whatMakesNoSenseIsRefusedAndNotRecorded(String version, String detail, String said, TestDatabase db) {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        db.apply();
        db.migrations("-- file: 2_b.sql\nCREATE TABLE b ();\n");

        assertThatThrownBy(() -> db.bellows().resolve(Resolution.of(version, Decision.parse(detail), "why")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(said);

        assertThat(db.ledger()).hasSize(1);
    }

    @ParameterizedTest
    @ExtendWith(PostgresExtension.class)
    @ValueSource(strings = {"applied", "reverted", "resume-at:2"})
    void aFileThatCannotBeReadIsCorrectedBeforeItIsResolved(String detail, TestDatabase db) {
        failHalfWay(db);
        db.migrations("""
                -- file: 1_half.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES ('one);
                """);

        assertThatThrownBy(() -> db.bellows().resolve(Resolution.of("1", Decision.parse(detail), "by hand")))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.report().refusals()).hasSize(1);
                    assertThat(e.report().refusals().get(0).file()).endsWith("1_half.sql");
                    assertThat(e.report().refusals().get(0).line()).isEqualTo(3);
                    assertThat(e.report().refusals().get(0).next()).isEqualTo("correct the file");
                });

        assertThat(db.ledger()).endsWith("failed 1 2/3");
        db.migrations("""
                -- file: 1_half.sql
                -- bellows:transaction off
                CREATE TABLE a (i int);
                INSERT INTO a VALUES (1);
                """);
        db.bellows().resolve(Resolution.of("1", Decision.parse(detail), "by hand"));
        assertThat(db.ledger()).hasSize(4);
    }

    @PostgresTest
    void anotherFileThatCannotBeReadIsNoHindrance(TestDatabase db) {
        failHalfWay(db);
        db.migrations("-- file: 2_broken.sql\nSELECT 'never closed;\n");

        db.bellows().resolve(Resolution.of("1", Decision.parse("applied"), "by hand"));

        assertThat(db.ledger()).endsWith("resolved 1 3/3 applied");
    }

    @PostgresTest
    void aBaselineOfSeveralOwnersThatDiedHalfWayIsFinishedByTheNext(TestDatabase db) throws Exception {
        db.sql("CREATE TABLE a (); CREATE TABLE b ()");
        Path billing = Files.createDirectory(db.folder().resolve("billing"));
        Path shop = Files.createDirectory(db.folder().resolve("shop"));
        db.migrations("""
                -- file: billing/1_a.sql
                CREATE TABLE a ();
                -- file: shop/1_b.sql
                CREATE TABLE b ();
                -- file: shop/2_c.sql
                CREATE TABLE c ();
                """);
        Bellows bellows = Bellows.on(db.dataSource())
                .migrations(new Location("billing", billing.toString()))
                .migrations(new Location("shop", shop.toString()));
        try (Connection connection = db.connection()) {
            Ledger.create(connection, new LedgerTables("public", LedgerName.DEFAULT).create());
        }
        db.sql("CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$;"
                + " CREATE TRIGGER refuse BEFORE INSERT ON bellows_ledger FOR EACH ROW WHEN (NEW.owner = 'main')"
                + " EXECUTE FUNCTION refuse()");
        assertThatThrownBy(() -> bellows.baseline("1")).hasMessageContaining("no room");
        db.sql("DROP TRIGGER refuse ON bellows_ledger");
        assertThat(owners(db)).containsExactly("billing");

        bellows.baseline("1");
        bellows.baseline("1");

        assertThat(owners(db)).containsExactly("billing", "main", "shop");
        assertThat(bellows.applyWithoutLease().steps())
                .extracting("owner", "version")
                .containsExactly(tuple("shop", "2"));
    }

    private static List<@Nullable String> owners(TestDatabase db) {
        return db.query("SELECT owner FROM bellows_ledger WHERE event = 'baselined' ORDER BY position").stream()
                .map(row -> row.get(0))
                .toList();
    }
}
