package dev.bellows.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.model.BellowsException;
import dev.bellows.model.DownTarget;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.Phases;
import dev.bellows.model.Progress;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.RestorePointMaker;
import dev.bellows.model.RestorePoints;
import dev.bellows.model.UnreachableException;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TcpProxy;
import dev.bellows.testkit.TcpProxy.Fate;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Given a shop with contracts to apply, then what a run can go back to is made before the first, or nothing of it runs. */
class RestorePointTest {
    private static final String FIRST = """
            -- file: 0001_orders.sql
            CREATE TABLE orders (id int, a text, b text);
            -- file: 0001_orders.down.sql
            DROP TABLE orders;
            """;

    private static final String MORE = """
            -- file: 0002_note.sql
            ALTER TABLE orders ADD COLUMN note text;
            -- file: 0002_note.down.sql
            ALTER TABLE orders DROP COLUMN note;
            -- file: 0003_drop_a.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN a;
            -- file: 0003_drop_a.down.sql
            ALTER TABLE orders ADD COLUMN a text;
            -- file: 0004_drop_b.sql
            -- bellows:phase contract
            ALTER TABLE orders DROP COLUMN b;
            -- file: 0004_drop_b.down.sql
            ALTER TABLE orders ADD COLUMN b text;
            """;

    private static final String OUR_SESSIONS = " FROM pg_stat_activity WHERE datname = current_database()"
            + " AND application_name LIKE 'bellows makes a restore point before 0003%'";

    private static final String END_IT = "SELECT pg_terminate_backend(pid)" + OUR_SESSIONS;

    /** A shop that has its first migration, and the others before it. */
    private static void shop(TestDatabase db) {
        db.migrations(FIRST);
        db.apply();
        db.migrations(MORE);
    }

    private static Bellows attested(TestDatabase db, RestorePointMaker maker) {
        return db.bellows().attest("a test").restorePoints(RestorePoints.beforeContracts(maker));
    }

    private static void assertNothingOfAContractRan(TestDatabase db) {
        assertThat(db.columns("orders")).contains("a", "b");
        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "applied 0002 1/1");
        assertThat(db.value("SELECT count(*) FROM bellows_contract")).isEqualTo("0");
    }

    @PostgresTest
    void itIsMadeOnceBeforeTheFirstContractUnderTheLockAndInNoTransaction(TestDatabase db) {
        shop(db);
        List<String> seen = new ArrayList<>();

        Report report = attested(db, occasion -> {
                    seen.add(occasion.database() + " " + occasion.schema() + " " + occasion.migrations() + " "
                            + occasion.down());
                    seen.add(String.join(" ", db.columns("orders")));
                    seen.add(db.value("SELECT state || ' ' || (xact_start IS NULL)" + OUR_SESSIONS));
                    seen.add(db.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
                            + " AND pid IN (SELECT pid" + OUR_SESSIONS + ")"));
                    return "snap-7\n";
                })
                .applyWithoutLease();

        assertThat(seen).containsExactly(db.name() + " public [0003, 0004] false", "id a b note", "idle true", "1");
        assertThat(db.ledger())
                .containsExactly(
                        "applied 0001 1/1",
                        "applied 0002 1/1",
                        "restore-point 0003 snap-7",
                        "opened 0003",
                        "applied 0003 1/1",
                        "opened 0004",
                        "applied 0004 1/1");
        RestorePoint made = requireNonNull(report.restorePoint());
        assertThat(made.what()).isEqualTo("snap-7");
        assertThat(made.before()).isEqualTo(MigrationLabel.parse("0003"));
        assertThat(db.bellows().status().restorePoint()).isEqualTo(made);
        assertThat(db.value("SELECT state FROM bellows_status WHERE version = '0003'"))
                .isEqualTo("applied");
        assertThat(db.apply().restorePoint()).as("of a run that makes none").isNull();
    }

    @PostgresTest
    void whereNothingWouldRunNoneIsMade(TestDatabase db) {
        RestorePointMaker never = occasion -> {
            throw new IllegalStateException("nobody asked for " + occasion);
        };
        Bellows bellows = db.bellows().restorePoints(RestorePoints.beforeContracts(never));
        db.migrations(FIRST + MORE);
        assertThat(bellows.phases(Phases.ALL).plan().makesRestorePoint())
                .as("of a database that is built from nothing")
                .isNull();
        bellows.to("0001").applyWithoutLease();

        assertThat(bellows.applyWithoutLease().held())
                .as("nobody ever took a lease")
                .isNotEmpty();
        assertThat(bellows.applyWithoutLease().held()).isNotEmpty();
        assertThat(db.ledger()).containsExactly("applied 0001 1/1", "applied 0002 1/1", "held 0003", "held 0004");

        db.applyAttested();
        Bellows always = db.bellows().restorePoints(RestorePoints.beforeAnything(never));
        assertThat(always.applyWithoutLease().current()).isTrue();
    }

    @PostgresTest
    void whoWantsOneBeforeAnythingGetsItBeforeAnExpandAndADown(TestDatabase db) {
        List<String> made = new ArrayList<>();
        Bellows always = db.bellows().restorePoints(RestorePoints.beforeAnything(occasion -> {
            made.add(occasion.migrations() + " " + occasion.down());
            return "";
        }));
        db.migrations(FIRST);
        assertThat(always.plan().makesRestorePoint()).isEqualTo(MigrationLabel.parse("0001"));

        Report report = always.applyWithoutLease();
        always.down(DownTarget.steps(1), (plan, losses) -> true);

        assertThat(requireNonNull(report.restorePoint()).what()).isNull();
        assertThat(made).containsExactly("[0001] false", "[0001] true");
        assertThat(db.ledger())
                .containsExactly(
                        "restore-point 0001", "applied 0001 1/1", "restore-point 0001 down", "reverted 0001 1/1");
    }

    @PostgresTest
    void aDownNamesTheOneFromBeforeWhatItReverts(TestDatabase db) {
        shop(db);
        db.bellows().to("0002").applyWithoutLease();
        List<String> names = new ArrayList<>(List.of("first", "second"));
        attested(db, occasion -> names.remove(0)).to("0003").applyWithoutLease();
        attested(db, occasion -> names.remove(0)).applyWithoutLease();
        List<String> told = new ArrayList<>();

        for (DownTarget target : List.of(DownTarget.steps(1), DownTarget.steps(2), DownTarget.steps(3))) {
            db.bellows().down(target, (plan, losses) -> {
                RestorePoint point = plan.restorePoint();
                told.add(point == null ? "none" : point.what() + " before " + point.before());
                return false;
            });
        }

        assertThat(told).containsExactly("second before 0004", "first before 0003", "none");
    }

    @PostgresTest
    void withoutOneNoContractRuns(TestDatabase db) {
        shop(db);

        assertThatThrownBy(() -> attested(db, occasion -> {
                            throw new IOException("no room on postgresql://u:geheim@backup/x\nmore");
                        })
                        .applyWithoutLease())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("no-restore-point: no restore point could be made: no room on")
                .hasMessageContaining("mend that, then: bellows apply")
                .hasMessageNotContaining("geheim")
                .satisfies(
                        e -> assertThat(((BellowsException) e).report().steps()).hasSize(1));

        assertNothingOfAContractRan(db);
        assertThat(db.applyAttested().current()).isTrue();
    }

    @PostgresTest
    void aRunThatHasLostTheLockMeanwhileDoesNotGoOn(TestDatabase db) {
        shop(db);

        assertThatThrownBy(() -> attested(db, occasion -> {
                            db.sql("UPDATE bellows_head SET position = position + 1");
                            return "snap-7";
                        })
                        .applyWithoutLease())
                .isInstanceOf(NotInTimeException.class)
                .hasMessageContaining("another runner acted; 0003 did not go on");
        db.sql("UPDATE bellows_head SET position = position - 1");
        assertNothingOfAContractRan(db);

        assertThatThrownBy(() -> attested(db, occasion -> {
                            db.sql(END_IT);
                            return "snap-7";
                        })
                        .applyWithoutLease())
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("the connection was lost during 0003")
                .hasMessageContaining("nothing of it is in the database");
        assertNothingOfAContractRan(db);
    }

    @PostgresTest
    void anInterruptedRunHasBegunNothing(TestDatabase db) throws Exception {
        shop(db);
        InterruptedCall<Report> call = InterruptedCall.start(() -> attested(db, occasion -> {
                    Thread.currentThread().interrupt();
                    return "snap-7";
                })
                .applyWithoutLease());

        InterruptedCall.End<Report> end = call.end();

        assertThat(end.failure())
                .isInstanceOf(InterruptedRunException.class)
                .hasMessage("interrupted while a restore point was made; 0003 was not begun; next: bellows apply");
        assertThat(end.flag()).isTrue();
        assertNothingOfAContractRan(db);
        assertThat(db.value("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isEqualTo("0");
    }

    @PostgresTest
    void whenTheReplyToItsEntryIsLostItIsMadeAndRecordedOnce(TestDatabase db) throws IOException {
        madeAndRecordedOnce(db, FirstCommit.unanswered(Fate.CUT));
    }

    @PostgresTest
    void whenItsEntryIsLostItIsRecordedAgainAndNotMadeAgain(TestDatabase db) throws IOException {
        madeAndRecordedOnce(db, FirstCommit.lost(Fate.CUT));
    }

    private static void madeAndRecordedOnce(TestDatabase db, FirstCommit commit) throws IOException {
        shop(db);
        db.bellows().to("0002").applyWithoutLease();
        List<String> made = new ArrayList<>();
        Report report;
        try (TcpProxy proxy = TcpProxy.before(db, commit)) {
            report = Bellows.on(proxy.dataSource(db))
                    .migrations(db.folder().toString())
                    .attest("a test")
                    .restorePoints(RestorePoints.beforeContracts(occasion -> {
                        made.add("one");
                        return "snap-7";
                    }))
                    .applyWithoutLease();
        }
        assertThat(made).hasSize(1);
        assertThat(requireNonNull(report.restorePoint()).what()).isEqualTo("snap-7");
        assertThat(db.ledger())
                .containsSubsequence("applied 0002 1/1", "restore-point 0003 snap-7", "opened 0003", "applied 0003 1/1")
                .containsOnlyOnce("restore-point 0003 snap-7")
                .endsWith("applied 0004 1/1");
    }

    @PostgresTest
    void whatItIsCalledIsOneBoundedLineWithoutSecretsAndSteering(TestDatabase db) {
        shop(db);
        String odd = " s3://u:geheim@b/x \u001B[31m\u0000\u202E\n" + "x".repeat(10_000);

        Report report = attested(db, occasion -> odd).applyWithoutLease();

        assertThat(requireNonNull(report.restorePoint()).what())
                .startsWith("s3://u:")
                .contains("\\u{1B}[31m\\u{0}\\u{202E}\\u{A}xxx")
                .doesNotContain("geheim", "\n", "\u001B")
                .hasSizeBetween(400, 510);
        assertThat(db.bellows().status().refusals()).as("its hash fits").isEmpty();
    }

    @PostgresTest
    void aFirstRunThatEndsBehindOneLeavesTheLedgerFreeForABaseline(TestDatabase db) {
        db.migrations("-- file: 0001_a.sql\nCREATE TABLE a ();\n");
        Bellows always = db.bellows().restorePoints(RestorePoints.beforeAnything(occasion -> "snap-7"));
        assertThatThrownBy(() -> always.listener(progress -> {
                            if (progress instanceof Progress.RestorePointMade) {
                                db.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname ="
                                        + " current_database() AND application_name LIKE 'bellows %'");
                            }
                        })
                        .applyWithoutLease())
                .isInstanceOf(UnreachableException.class);

        db.bellows().baseline("0001");

        assertThat(db.ledger()).containsExactly("restore-point 0001 snap-7", "baselined 0001");
        assertThat(db.apply().current()).isTrue();
    }
}
