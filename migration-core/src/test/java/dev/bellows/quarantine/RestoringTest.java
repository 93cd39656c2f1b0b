package dev.bellows.quarantine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellows.Bellows;
import dev.bellows.model.Decision;
import dev.bellows.model.DownTarget;
import dev.bellows.model.NotInTimeException;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Resolution;
import dev.bellows.model.Restoration;
import dev.bellows.model.Settings;
import dev.bellows.model.StatementFailedException;
import dev.bellows.model.Timeouts;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Given a column that waits, when it comes back, then its table is locked once, and not for longer than it may be. */
class RestoringTest {
    private static final String MANY = """
            CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int);
            CREATE INDEX ON t (a, b);
            CREATE INDEX ON t (b, a);
            CREATE INDEX ON t (b);
            INSERT INTO t SELECT i, i, -i, i FROM generate_series(1, 100000) AS i;
            """;

    private static void given(TestDatabase db, String table) {
        db.migrations("-- file: 0001_t.sql\n" + table);
        db.apply();
        db.migrations("-- file: 0002_drop.sql\n-- bellows:phase contract\nALTER TABLE t DROP c;\n");
        db.applyAttested();
    }

    private static Bellows blocking(TestDatabase db, Duration atMost) {
        return db.bellows()
                .settings(Settings.DEFAULT
                        .change()
                        .timeouts(Timeouts.DEFAULT.withMaxBlocking(atMost))
                        .build());
    }

    /** Whoever is asked sees what is done already, and its lock is held until he has answered. */
    @PostgresTest
    void aRestoreWritesTheValuesOnceAndAsksBeforeItsCommit(TestDatabase db) {
        given(db, """
                CREATE SEQUENCE written;
                CREATE TABLE t (id int PRIMARY KEY, c text, CHECK (nextval('written') > 0));
                INSERT INTO t SELECT i, i FROM generate_series(1, 10) AS i;
                """);
        db.sql("SELECT setval('written', 100)");
        String locked = "SELECT count(*) FROM pg_locks WHERE relation = 't'::regclass AND mode = 'AccessExclusiveLock'";
        List<String> asked = new ArrayList<>();

        List<Restoration> no = db.bellows().restore("t.c", would -> {
            asked.add(would.size() + " " + db.value(locked));
            return false;
        });
        assertThat(db.columns("t")).containsExactly("id");
        assertThat(db.value("SELECT last_value FROM written")).isEqualTo("110");
        List<Restoration> yes = db.bellows().restore("t.c", would -> {
            asked.add(would.size() + " " + db.value(locked));
            return true;
        });

        assertThat(asked).containsExactly("1 1", "1 1");
        assertThat(yes).isEqualTo(no);
        assertThat(db.value("SELECT count(*) FROM t WHERE c = id::text")).isEqualTo("10");
        assertThat(db.value("SELECT last_value FROM written")).isEqualTo("120");
        assertThat(db.ledger()).endsWith("restored 0002");
    }

    /** The server ends a session that waits for an answer for too long; here somebody else does. */
    @PostgresTest
    void anAnswerThatComesTooLateChangesNothing(TestDatabase db) {
        given(db, "CREATE TABLE t (id int PRIMARY KEY, c text);");

        assertThatThrownBy(() -> db.bellows().restore("t.c", would -> {
                    db.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND application_name LIKE 'bellows restores %'");
                    return true;
                }))
                .isInstanceOf(NotInTimeException.class)
                .hasMessageContaining("nothing was changed; next: look first with --dry-run");

        assertThat(db.columns("t")).containsExactly("id");
        assertThat(db.bellows().restore("t.c")).hasSize(1);
    }

    /** The copy is small; what takes its time are the entries of all rows in four indexes. */
    @PostgresTest
    void whatWouldTakeTooLongIsRefusedBeforeItBegins(TestDatabase db) {
        given(db, MANY);

        assertThatThrownBy(() -> blocking(db, Duration.ofSeconds(2)).restore("t.c"))
                .isInstanceOf(RefusedException.class)
                .hasMessageMatching(
                        "(?s).*to put its values back would take about [4-9] s, and its table may be locked for"
                                + " 2 s at most; nothing was changed; allow it, .*");
        assertThat(db.columns("t")).doesNotContain("c");
        blocking(db, Duration.ofMinutes(5)).restore("t.c");

        assertThat(db.value("SELECT count(*) FROM t WHERE c = id")).isEqualTo("100000");
    }

    /** A directive wins over the settings: it is the one to be raised. */
    @PostgresTest
    void whereAFileSaysHowLongTheAdviceNamesThatFile(TestDatabase db) {
        given(db, MANY);
        db.migrations("-- file: 0002_drop.down.sql\n-- bellows:max-blocking 1s\nALTER TABLE t ADD c int;\n");

        assertThatThrownBy(() -> db.bellows().down(DownTarget.steps(1), (plan, losses) -> true))
                .hasMessageMatching(
                        "(?s).*allow it, when the application can wait: '-- bellows:max-blocking [0-9]+s' in"
                                + " [^ ]*0002_drop.down.sql; or read .*");
    }

    /** Nor may the file change that is applied again: what waits is what it made as it is. */
    @PostgresTest
    void whereAFileSaysSoThatIsAppliedAgainTheWayOnIsARestore(TestDatabase db) {
        db.migrations("-- file: 0001_t.sql\n" + MANY.replace(", c int", "").replace(", i FROM", " FROM"));
        db.apply();
        db.migrations("""
                -- file: 0002_c.sql
                -- bellows:max-blocking 1s
                ALTER TABLE t ADD c int;
                -- file: 0002_c.down.sql
                ALTER TABLE t DROP c;
                """);
        db.apply();
        db.sql("UPDATE t SET c = id");
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);

        assertThatThrownBy(db::apply)
                .hasMessageMatching(
                        "(?s).*'-- bellows:max-blocking' in [^ ]*0002_c.sql allows no more.*"
                                + "BELLOWS_MAX_BLOCKING=[0-9]+s bellows quarantine restore bellows_q_3;.*bellows resolve 0002 --as applied.*");
        blocking(db, Duration.ofMinutes(5)).restore("bellows_q_3");
        db.bellows().resolve(Resolution.of("0002", Decision.APPLIED, "restored by hand"));

        assertThat(db.apply().steps()).isEmpty();
        assertThat(db.value("SELECT count(*) FROM t WHERE c = id")).isEqualTo("100000");
    }

    /** Nobody has sent the statements that bring it back. */
    @PostgresTest
    void whatFailsOfOurOwnShowsNoneOfOurStatements(TestDatabase db) throws SQLException {
        db.migrations("""
                -- file: 0001_t.sql
                CREATE TABLE t (id int PRIMARY KEY);
                -- file: 0001_t.down.sql
                DROP TABLE t;
                """);
        db.apply();
        db.bellows().down(DownTarget.steps(1), (plan, losses) -> true);
        StatementFailedException failed;
        try (Connection reader = db.connection();
                Statement reads = reader.createStatement()) {
            reader.setAutoCommit(false);
            reads.execute("SELECT * FROM bellows_q_2.t");

            failed = catchThrowableOfType(StatementFailedException.class, () -> db.bellows()
                    .settings(Settings.DEFAULT
                            .change()
                            .timeouts(Timeouts.DEFAULT
                                    .withTableLock(Duration.ofMillis(100))
                                    .withRetry(Duration.ofMillis(300)))
                            .build())
                    .migrations(db.folder().toString())
                    .apply());
        }

        assertThat(failed.report().failure().excerpt()).isEqualTo("CREATE TABLE t (id int PRIMARY KEY)");
        assertThat(failed.report().failure().message()).startsWith("to bring back public.t: ");
        assertThat(failed.report().failure().line()).isEqualTo(1);
    }
}
