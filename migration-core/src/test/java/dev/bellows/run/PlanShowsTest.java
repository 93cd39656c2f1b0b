package dev.bellows.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellows.plan.Clearing;
import dev.bellows.plan.NewLedger;
import dev.bellows.plan.Plan;
import dev.bellows.testkit.PostgresTest;
import dev.bellows.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Nothing runs that the plan does not show: what the server executed is what the plan said it would. */
class PlanShowsTest {
    private static final String OBJECTS = """
            SELECT c.relname, c.relkind::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                pg_get_expr(d.adbin, d.adrelid)
            FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
                LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relname LIKE 'bellows%'
            UNION ALL SELECT conname, contype::text, pg_get_constraintdef(oid), '', true, '' FROM pg_constraint
            WHERE conname LIKE 'bellows%'
            UNION ALL SELECT tgname, tgenabled::text, pg_get_triggerdef(oid), '', true, '' FROM pg_trigger
            UNION ALL SELECT proname, '', prosrc, proconfig::text, true, '' FROM pg_proc WHERE proname LIKE 'bellows%'
            UNION ALL SELECT viewname, '', definition, '', true, '' FROM pg_views WHERE viewname LIKE 'bellows%'
            UNION ALL SELECT 'comment', '', obj_description('bellows_ledger'::regclass), '', true, ''
            ORDER BY 1, 2, 3
            """;

    private static List<Clearing> clearings(TestDatabase db) {
        return db.bellows().plan().steps().stream()
                .flatMap(step -> step.clearings().stream())
                .toList();
    }

    private static List<String> sql(List<Clearing> clearings, Clearing.When when) {
        return clearings.stream()
                .filter(clearing -> clearing.when() == when)
                .map(clearing -> Objects.requireNonNull(clearing.sql()))
                .toList();
    }

    private static void breakUniqueBuild(TestDatabase db, String table, String statement) {
        db.sql("CREATE TABLE " + table + " (i int); INSERT INTO " + table + " VALUES (1), (1)");
        assertThatThrownBy(() -> db.sql(statement)).hasMessageContaining("could not create unique index");
        db.sql("DELETE FROM " + table);
    }

    /** A reader's open transaction keeps a concurrent command waiting, and its lock timeout breaks it half-way. */
    private static void breakBeside(TestDatabase db, String reading, String... statements) throws SQLException {
        try (Connection reader = db.connection();
                Connection broken = db.connection()) {
            reader.setAutoCommit(false);
            reader.createStatement().executeQuery(reading).close();
            broken.createStatement().execute("SET lock_timeout = '50ms'");
            for (String statement : statements) {
                assertThatThrownBy(() -> broken.createStatement().execute(statement))
                        .hasMessageContaining("lock timeout");
            }
        }
    }

    @PostgresTest
    void theInvalidIndexThatApplyDrops(TestDatabase db) throws SQLException {
        breakUniqueBuild(db, "a", "CREATE UNIQUE INDEX CONCURRENTLY \"A i\" ON a (i)");
        db.bellows().baseline("0");
        db.migrations(
                "-- file: 1_i.sql\n-- bellows:phase contract\nCREATE UNIQUE INDEX CONCURRENTLY \"A i\" ON a (i);\n");

        List<Clearing> clearings = clearings(db);

        assertThat(sql(clearings, Clearing.When.BEFORE))
                .containsExactly("DROP INDEX CONCURRENTLY IF EXISTS public.\"A i\"");
        assertThat(clearings.get(0).why()).isEqualTo("an earlier try left it INVALID");
        try (ExecutedDdl executed = ExecutedDdl.in(db)) {
            db.applyAttested();
            assertThat(executed.commands())
                    .containsExactly(
                            sql(clearings, Clearing.When.BEFORE).get(0),
                            "CREATE UNIQUE INDEX CONCURRENTLY \"A i\" ON a (i)");
        }
    }

    @PostgresTest
    void namesMeanWhatTheFileMakesThemMean(TestDatabase db) {
        db.sql("CREATE SCHEMA shop; CREATE TABLE a (i int)");
        breakUniqueBuild(db, "shop.a", "CREATE UNIQUE INDEX CONCURRENTLY a_i ON shop.a (i)");
        db.bellows().baseline("0");
        db.migrations("""
                -- file: 1_i.sql
                SET search_path = shop;
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                RESET search_path;
                CREATE INDEX CONCURRENTLY a_j ON a (i);
                """);

        assertThat(clearings(db))
                .extracting(clearing -> clearing.statement() + " " + clearing.when() + " " + clearing.sql())
                .containsExactly(
                        "2 BEFORE DROP INDEX CONCURRENTLY IF EXISTS shop.a_i",
                        "2 AFTER_A_FAILED_TRY DROP INDEX CONCURRENTLY IF EXISTS shop.a_i",
                        "4 AFTER_A_FAILED_TRY DROP INDEX CONCURRENTLY IF EXISTS public.a_j");
    }

    @PostgresTest
    void whatAFailingBuildOfThisRunWillLeave(TestDatabase db) throws SQLException {
        db.sql("CREATE TABLE a (i int); INSERT INTO a VALUES (1), (1)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_i.sql\n-- bellows:phase contract\nCREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i);\n");

        List<String> after = sql(clearings(db), Clearing.When.AFTER_A_FAILED_TRY);

        try (ExecutedDdl executed = ExecutedDdl.in(db)) {
            assertThatThrownBy(db::applyAttested).hasMessageContaining("23505");
            assertThat(executed.commands())
                    .containsExactly("CREATE UNIQUE INDEX CONCURRENTLY a_i ON a (i)", after.get(0));
        }
    }

    @PostgresTest
    void aNameThatNobodyKnowsYetIsNotGuessed(TestDatabase db) {
        db.migrations("""
                -- file: 1_i.sql
                CREATE TABLE a (i int);
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                CREATE INDEX CONCURRENTLY ON public.a (i);
                CREATE INDEX CONCURRENTLY b_i ON public.a (i);
                """);

        assertThat(clearings(db))
                .extracting(Clearing::sql)
                .containsExactly(null, null, "DROP INDEX CONCURRENTLY IF EXISTS public.b_i");
    }

    @PostgresTest
    void whatBrokenReindexesLeft(TestDatabase db) throws SQLException {
        db.sql("CREATE TABLE a (i int); CREATE INDEX a_i ON a (i)");
        db.bellows().baseline("0");
        breakBeside(db, "SELECT count(*) FROM a", "REINDEX INDEX CONCURRENTLY a_i", "REINDEX INDEX CONCURRENTLY a_i");
        db.migrations("-- file: 1_i.sql\nREINDEX INDEX CONCURRENTLY a_i;\n");

        List<Clearing> clearings = clearings(db);

        List<String> before = sql(clearings, Clearing.When.BEFORE);
        assertThat(before)
                .containsExactly(
                        "DROP INDEX CONCURRENTLY IF EXISTS public.a_i_ccnew",
                        "DROP INDEX CONCURRENTLY IF EXISTS public.a_i_ccnew1");
        try (ExecutedDdl executed = ExecutedDdl.in(db)) {
            db.apply();
            assertThat(executed.commands())
                    .filteredOn(command -> !command.startsWith("REINDEX"))
                    .isEqualTo(before);
        }
    }

    @PostgresTest
    void theDetachThatIsEndedInPlaceOfTheStatement(TestDatabase db) throws SQLException {
        db.sql("CREATE SCHEMA shop; CREATE TABLE shop.users (id int) PARTITION BY RANGE (id);"
                + " CREATE TABLE shop.users_1 PARTITION OF shop.users FOR VALUES FROM (1) TO (10)");
        db.bellows().baseline("0");
        breakBeside(
                db,
                "SELECT count(*) FROM shop.users",
                "ALTER TABLE shop.users DETACH PARTITION shop.users_1 CONCURRENTLY");
        db.migrations("""
                -- file: 1_detach.sql
                -- bellows:phase contract
                SET search_path = shop;
                ALTER TABLE users DETACH PARTITION users_1 CONCURRENTLY;
                """);

        List<Clearing> clearings = clearings(db);

        assertThat(sql(clearings, Clearing.When.INSTEAD))
                .containsExactly("ALTER TABLE shop.users DETACH PARTITION shop.users_1 FINALIZE");
        try (ExecutedDdl executed = ExecutedDdl.in(db)) {
            db.applyAttested();
            assertThat(executed.commands()).isEqualTo(sql(clearings, Clearing.When.INSTEAD));
        }
    }

    @PostgresTest
    void anUnnamedIndexIsToldByItsDefinitionAndNothingIsChanged(TestDatabase db) throws SQLException {
        breakUniqueBuild(db, "a", "CREATE UNIQUE INDEX CONCURRENTLY ON a (i)");
        db.bellows().baseline("0");
        db.migrations("-- file: 1_i.sql\n-- bellows:phase contract\nCREATE UNIQUE INDEX CONCURRENTLY ON a (i);\n");

        try (ExecutedDdl executed = ExecutedDdl.in(db)) {
            assertThat(sql(clearings(db), Clearing.When.BEFORE))
                    .containsExactly("DROP INDEX CONCURRENTLY IF EXISTS public.a_i_idx");
            assertThat(executed.commands()).as("committed by a dry run").isEmpty();
        }
        assertThat(db.ledger()).containsExactly("baselined 0");
    }

    @PostgresTest
    void whatCannotBeToldYetIsSaid(TestDatabase db) {
        db.migrations("""
                -- file: 1_i.sql
                CREATE ROLE %1$s;
                SET ROLE %1$s;
                CREATE INDEX CONCURRENTLY a_i ON a (i);
                -- file: 2_j.sql
                CREATE INDEX CONCURRENTLY a_j ON public.a (i);
                """.formatted(db.name() + "_later"));

        Plan plan = db.bellows().plan();

        assertThat(plan.notices())
                .singleElement()
                .asString()
                .startsWith("1: what is to be cleared away before statement 3 cannot be told yet (ERROR: role");
        assertThat(plan.steps().get(0).clearings()).isEmpty();
        assertThat(plan.steps().get(1).clearings()).hasSize(1);
    }

    @PostgresTest
    void howTheLedgerIsMade(TestDatabase db, TestDatabase byHand) throws SQLException {
        db.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");
        byHand.migrations("-- file: 1_a.sql\nCREATE TABLE a ();\n");

        NewLedger ledger = Objects.requireNonNull(db.bellows().plan().newLedger());

        assertThat(ledger.name()).isEqualTo("public.bellows_ledger");
        assertThat(ledger.objects())
                .containsExactly(
                        "table bellows_ledger",
                        "table bellows_head",
                        "function bellows_guard",
                        "trigger guard",
                        "view bellows_status",
                        "table bellows_gate",
                        "table bellows_contract",
                        "table bellows_build",
                        "table bellows_lease",
                        "table bellows_session",
                        "table bellows_memory",
                        "function bellows_place",
                        "function bellows_shipped",
                        "function bellows_remember",
                        "function bellows_overtaking",
                        "function bellows_enter",
                        "function bellows_renew",
                        "function bellows_leave");
        ledger.statements().forEach(byHand::sql);
        try (ExecutedDdl executed = ExecutedDdl.in(db)) {
            db.apply();
            assertThat(executed.commands())
                    .filteredOn(command -> !command.equals("CREATE TABLE a ()"))
                    .isEqualTo(ledger.statements().stream()
                            .filter(statement -> !statement.startsWith("INSERT"))
                            .toList());
        }
        assertThat(byHand.query("SELECT one, position, hash, format FROM bellows_head"))
                .containsExactly(List.of("t", "0", "", "1"));
        assertThat(byHand.query(OBJECTS)).isEqualTo(db.query(OBJECTS)).hasSizeGreaterThan(50);
        assertThat(byHand.apply().current()).isTrue();
        assertThat(byHand.bellows().plan().newLedger()).isNull();
    }

    @PostgresTest
    void whereNothingIsRecordedNoLedgerIsMade(TestDatabase db) {
        assertThat(db.bellows().plan().newLedger()).isNull();
        db.apply();
        assertThat(db.value("SELECT to_regclass('bellows_ledger')")).isNull();
    }
}
