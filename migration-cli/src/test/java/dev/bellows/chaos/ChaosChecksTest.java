package dev.bellows.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.Bellows;
import dev.bellows.chaos.Child.Call;
import dev.bellows.chaos.Made.Script;
import dev.bellows.code.CodeMigration;
import dev.bellows.model.BellowsException;
import dev.bellows.model.RefusedException;
import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check of the chaos run tells what it is there for, and is silent about a database where all is well. */
class ChaosChecksTest {
    private static final List<Build> BUILDS = new FolderMaker(new Random(7)).make();
    private static final Build LAST = BUILDS.get(BUILDS.size() - 1);
    private static final String UNGUARDED =
            "SET session_replication_role = replica;" + " ALTER TABLE ledger.bellows_ledger DISABLE TRIGGER guard; ";

    @TempDir
    private Path folder = Path.of("");

    /** The folder as a run that nothing disturbed leaves it. */
    private void applied(TestDatabase db) throws IOException {
        db.sql(Round.setUp(BUILDS));
        for (Build build : BUILDS) {
            build.write(folder);
        }
        CodeMigration[] code = LAST.ships().stream()
                .filter(Made::code)
                .map(each -> CodeSample.of(each.version()))
                .toArray(CodeMigration[]::new);
        LibraryEntering.migrations(Bellows.on(db.dataSource()), Build.folder(folder, LAST.number()))
                .code(code)
                .ledger(Round.LEDGER)
                .applyWithoutLease();
    }

    private static List<String> ledger(TestDatabase db) {
        List<String> findings = new ArrayList<>(LedgerChecks.chain(db));
        findings.addAll(LedgerChecks.effects(db, LAST.ships()));
        findings.addAll(LedgerChecks.walks(db, LAST.ships()));
        findings.addAll(LedgerChecks.repeatables(db, BUILDS.size()));
        findings.addAll(Checks.serving(db, BUILDS));
        findings.addAll(LeftOver.findings(db, 1));
        return findings;
    }

    @PostgresTest
    void whereAllIsWellNothingIsTold(TestDatabase db) throws IOException {
        applied(db);
        db.sql("INSERT INTO chaos.served SELECT 'new', " + LAST.number() + ", position FROM ledger.bellows_head;"
                + "INSERT INTO chaos.served SELECT 'old', 1, 1");

        assertThat(ledger(db)).isEmpty();
    }

    @PostgresTest
    void anEffectThatIsThereTwiceOrNotAtAll(TestDatabase db) throws IOException {
        applied(db);
        db.sql("INSERT INTO chaos.effect_0001 VALUES ('up'); DELETE FROM chaos.effect_0002;"
                + " INSERT INTO chaos.effect_greeting VALUES ('3')");

        assertThat(ledger(db))
                .hasSize(3)
                .anyMatch(finding -> finding.startsWith("0001 first took effect 2 times and was undone 0 times"))
                .anyMatch(finding -> finding.startsWith("0002 ") && finding.contains("took effect 0 times"))
                .anyMatch(finding ->
                        finding.startsWith("the repeatable ran 2 times for 1 builds, 2 times for the newest"));
    }

    @PostgresTest
    void anEntryThatWasChangedOrTakenOut(TestDatabase db) throws IOException {
        applied(db);
        db.sql(
                UNGUARDED + "UPDATE ledger.bellows_ledger SET description = 'second' WHERE position = 2;"
                        + " DELETE FROM ledger.bellows_ledger WHERE position = 4;"
                        + " DELETE FROM ledger.bellows_ledger WHERE position = (SELECT max(position) FROM ledger.bellows_ledger)");

        assertThat(LedgerChecks.chain(db))
                .hasSize(3)
                .contains("the hash of entry 2 is not that of its fields", "entry 5 does not follow the one before it")
                .anyMatch(finding -> finding.startsWith("the head ("));
    }

    @PostgresTest
    void anOldInstanceThatServesBehindAContract(TestDatabase db) throws IOException {
        applied(db);
        db.sql("INSERT INTO chaos.served SELECT 'old', 1, position FROM ledger.bellows_head");

        assertThat(Checks.serving(db, BUILDS))
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("old of build 1 served"));
    }

    @PostgresTest
    void whatIsLeft(TestDatabase db) throws Exception {
        applied(db);
        db.sql("SELECT ledger.bellows_enter('left', 'api', ARRAY['" + String.join("','", versions()) + "']);"
                + " CREATE SCHEMA bellows_q_4_ledger;"
                + " UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't1_pkey'::regclass");
        try (Connection connection = db.connection()) {
            connection.createStatement().execute("SELECT pg_advisory_lock(1)");

            assertThat(LeftOver.findings(db, 1))
                    .satisfiesExactly(
                            leases -> assertThat(leases).isEqualTo("live leases are left: 1"),
                            locks -> assertThat(locks).isEqualTo("advisory locks are left: 1"),
                            sessions -> assertThat(sessions)
                                    .startsWith("sessions are left: 1: ")
                                    .endsWith("SELECT pg_advisory_lock(1)"),
                            indexes -> assertThat(indexes).isEqualTo("invalid indexes are left: 1"),
                            things -> assertThat(things).isEqualTo("things in quarantine are left: 1"));
        }
    }

    private static List<String> versions() {
        return LAST.ships().stream().map(Made::version).toList();
    }

    @Test
    void aSchemaThatPsqlDoesNotMake() throws IOException {
        Assumptions.assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase();
                TestDatabase same = postgres.newDatabase();
                TestDatabase other = postgres.newDatabase()) {
            same.sql(Round.setUp(BUILDS));
            other.sql(Round.setUp(BUILDS));
            applied(db);

            assertThat(new SchemaCheck(postgres, same, folder).findings(db, LAST))
                    .isEmpty();
            db.sql("ALTER TABLE t1 ADD COLUMN more int");
            assertThat(new SchemaCheck(postgres, other, folder).findings(db, LAST))
                    .hasSize(1);
            assertThat(Files.readString(folder.resolve("schema-actual.sql"))).contains("more integer");
        }
    }

    @PostgresTest
    void aRunThatEndsWellAndDoesNotTellTheTruth(TestDatabase db) throws IOException {
        applied(db);
        List<LedgerLine> ledger = LedgerLine.all(db);
        long last = ledger.get(ledger.size() - 1).position();
        String contract = LAST.ships().stream()
                .filter(Made::contract)
                .map(Made::label)
                .findFirst()
                .orElseThrow();
        long before = ledger.stream()
                        .filter(line -> line.label().equals(contract))
                        .mapToLong(LedgerLine::position)
                        .min()
                        .orElseThrow()
                - 1;
        BiFunction<Call, String, List<String>> found =
                (call, report) -> new Truth("a", call, 0, Instant.now(), "applied 3\n{\"report\":" + report + "}\n")
                        .findings(LAST, ledger);
        Call call = new Call(LAST.number(), "apply --json", 0);

        assertThat(found.apply(call, report(last, "", ""))).isEmpty();
        assertThat(found.apply(call, report(1, "9999", "")))
                .anyMatch(each -> each.startsWith("a (apply --json) ended with 0 and says that 9999 is applied"))
                .anyMatch(each -> each.contains("and left 0002 "))
                .anyMatch(each -> each.contains("calls the schema current without 0002 "));
        assertThat(found.apply(call, report(before, "", "")))
                .anyMatch(each -> each.contains("and left " + contract + " drop_"));
        assertThat(found.apply(call, report(before, "", contract)))
                .noneMatch(each -> each.contains("and left " + contract + " drop_"));
        assertThat(found.apply(new Call(LAST.number(), "apply --json", last + 1), report(last, "", "")))
                .singleElement()
                .asString()
                .contains("tells of position " + last);
        assertThat(found.apply(call, report(last + 1, "", ""))).hasSize(1);
        assertThat(new Truth("a", call, 0, Instant.now(), "1 applied\n").findings(LAST, ledger))
                .singleElement()
                .asString()
                .startsWith("a ended with 0, and without a report");
    }

    private static String report(long position, String applied, String held) {
        return "{\"position\":" + position + ",\"current\":true,\"steps\":" + list(applied) + ",\"held\":" + list(held)
                + "}";
    }

    private static String list(String label) {
        return label.isEmpty()
                ? "[]"
                : "[{\"outcome\":\"applied\",\"owner\":\"" + (label.contains(":") ? Made.CUSTOMER : Made.MAIN)
                        + "\",\"version\":\"" + label.replaceAll(".*:", "") + "\"}]";
    }

    @PostgresTest
    void aProcedureThatRanTwice(TestDatabase db) {
        db.sql(Round.setUp(BUILDS));
        Made walk = Made.expand(Made.MAIN, "0001", "0001_procedure", Script.NONE, Script.NONE, "");
        assertThat(LedgerChecks.walks(db, List.of(walk)))
                .containsExactly("the procedure of 0001 came to its end 0 times");
        db.sql("INSERT INTO chaos.walked VALUES ('0001')");
        assertThat(LedgerChecks.walks(db, List.of(walk))).isEmpty();
        db.sql("INSERT INTO chaos.walked VALUES ('0001')");
        assertThat(LedgerChecks.walks(db, List.of(walk))).hasSize(1);
    }

    /** Given a procedure whose session is lost when its work is done, then whoever looks says that it was done. */
    @Test
    void whatIsInDoubtIsDecidedByLooking() {
        Assumptions.assumeTrue(InstalledPostgres.isAvailable(), InstalledPostgres.MISSING);
        try (InstalledPostgres postgres = InstalledPostgres.start();
                TestDatabase db = postgres.newDatabase()) {
            db.sql(Round.setUp(BUILDS));
            db.migrations("""
                    -- file: 0001_procedure.sql
                    -- bellows:transaction off
                    CREATE PROCEDURE walk() LANGUAGE plpgsql AS $$ BEGIN
                        INSERT INTO chaos.walked VALUES ('0001'); COMMIT; PERFORM pg_terminate_backend(pg_backend_pid());
                    END $$;
                    CALL walk();
                    """);
            Bellows bellows = Bellows.on(db.dataSource())
                    .migrations(db.folder().toString())
                    .ledger(Round.LEDGER);
            Field field = new Field(postgres, db);

            assertThatThrownBy(bellows::applyWithoutLease).isInstanceOf(BellowsException.class);
            String refused = refusal(bellows);

            assertThat(Operator.decision(field, "nothing to do")).isEmpty();
            assertThat(Operator.decision(field, refused)).hasValue("resolve 0001 --as resume-at:3 --reason looked");
            db.sql("DELETE FROM chaos.walked");
            assertThat(Operator.decision(field, refused)).hasValue("resolve 0001 --as resume-at:2 --reason looked");
            db.sql("TRUNCATE chaos.walked; " + UNGUARDED
                    + "UPDATE ledger.bellows_ledger SET event = 'failed' WHERE event = 'intent'");
            assertThat(Operator.decision(field, refused)).isEmpty();
        }
    }

    private static String refusal(Bellows bellows) {
        try {
            bellows.applyWithoutLease();
            return "nothing was refused";
        } catch (RefusedException e) {
            return String.valueOf(e.report().refusals().get(0).next());
        }
    }

    @Test
    void aProcessThatEndsAsNobodyMay() {
        assertThat(new Ended("a", 0, Set.of(), "1 applied").findings()).isEmpty();
        assertThat(new Ended("a", 137, Set.of("KILL"), "").findings()).isEmpty();
        assertThat(new Ended("a", 143, Set.of("TERM"), "").findings()).isEmpty();
        assertThat(new Ended("a", 1, Set.of("KILL"), "").findings())
                .singleElement()
                .asString()
                .startsWith("a ended with 1");
        assertThat(new Ended("a", 137, Set.of("TERM"), "").findings()).hasSize(1);
        assertThat(new Ended("a", 130, Set.of(), "").findings()).hasSize(1);
        assertThat(new Ended("a", 3, Set.of(), "x\n\tat dev.bellows.run.Runner.run(Runner.java:1)\n").findings())
                .singleElement()
                .asString()
                .startsWith("a printed a stack trace");
        assertThat(new Ended("a", 0, Set.of(), InstanceProcess.BROKEN + "no column\n").findings())
                .containsExactly("a served without what it needs: BROKEN: no column");
    }
}
