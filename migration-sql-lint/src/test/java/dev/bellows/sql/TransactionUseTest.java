package dev.bellows.sql;

import static dev.bellows.sql.TransactionUse.Refused.Reason.CHANGES_THE_STRINGS;
import static dev.bellows.sql.TransactionUse.Refused.Reason.CHANGES_THE_TRANSACTION;
import static dev.bellows.sql.TransactionUse.Refused.Reason.ENDS_THE_TRANSACTION;
import static dev.bellows.sql.TransactionUse.Refused.Reason.LOSES_THE_LOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.sql.TransactionUse.CopyFromStdin;
import dev.bellows.sql.TransactionUse.CreateIndexConcurrently;
import dev.bellows.sql.TransactionUse.DetachConcurrently;
import dev.bellows.sql.TransactionUse.DropIndexConcurrently;
import dev.bellows.sql.TransactionUse.Inside;
import dev.bellows.sql.TransactionUse.OnlyOnce;
import dev.bellows.sql.TransactionUse.Outside;
import dev.bellows.sql.TransactionUse.Refused;
import dev.bellows.sql.TransactionUse.ReindexConcurrently;
import dev.bellows.sql.TransactionUse.Repeatable;
import dev.bellows.sql.tree.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionUseTest {
    record Case(String sql, TransactionUse use) {}

    static List<ForbiddenInTransactionExamples.Example> forbidden() {
        return ForbiddenInTransactionExamples.all();
    }

    @ParameterizedTest
    @MethodSource("forbidden")
    void knowsWhatPostgresForbidsInsideATransaction(ForbiddenInTransactionExamples.Example example) {
        assertThat(useOf(example.statement())).isInstanceOf(Outside.class);
        assertThat(((Outside) useOf(example.statement())).command()).isEqualTo(example.command());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "(SELECT 1) UNION ((SELECT 2))",
                "SELECT 1 INTO t",
                "INSERT INTO t VALUES (1)",
                "UPDATE t SET a = 1",
                "DELETE FROM t",
                "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE",
                "VALUES (1)",
                "WITH a AS (SELECT 1) DELETE FROM t",
                "TABLE t",
                "EXPLAIN ANALYZE SELECT 1",
                "COPY t TO STDOUT",
                "COPY (SELECT * FROM stdin) TO STDOUT",
                "COPY t FROM '/tmp/stdin'",
                "COPY t FROM PROGRAM 'stdin'",
                "COPY s.from TO STDOUT",
                "SET lock_timeout = 0",
                "SET SESSION AUTHORIZATION joe",
                "SET LOCAL search_path TO a",
                "SET default_transaction_read_only = on",
                "SET \"session\".characteristics = 1",
                "SET s.transaction_isolation = 1",
                "SET standard_conforming_strings = on",
                "SET standard_conforming_strings TO 'ON'",
                "SET SESSION standard_conforming_strings TO true",
                "SET LOCAL \"standard_conforming_strings\" = \"Yes\"",
                "SET standard_conforming_strings = 1",
                "SET s.standard_conforming_strings = off",
                "SET escape_string_warning = off",
                "SHOW standard_conforming_strings",
                "RESET work_mem",
                "RESET ALL",
                "SHOW ALL",
                "ANALYZE t",
                "COMMENT ON TABLE t IS 'BEGIN'",
                "NOTIFY a",
                "LISTEN a",
                "PREPARE p AS SELECT 1",
                "PREPARE transaction AS SELECT 1",
                "PREPARE transaction (int) AS SELECT 1",
                "SAVEPOINT a",
                "RELEASE a",
                "ROLLBACK TO a",
                "ROLLBACK WORK TO SAVEPOINT a",
                "rollback transaction to a",
                "CREATE STATISTICS s ON a, b FROM t",
                "ALTER TABLE t VALIDATE CONSTRAINT c",
                "alter table if exists only s.t validate constraint \"c\"",
                "ALTER TABLE t SET (fillfactor = 70, autovacuum_enabled = off, toast.vacuum_truncate)",
                "ALTER TABLE t RESET (parallel_workers)",
                "ALTER TABLE t ALTER a SET STATISTICS 100",
                "ALTER TABLE t * ALTER COLUMN a SET STATISTICS -1, VALIDATE CONSTRAINT c",
                "ALTER TABLE t ALTER a SET STATISTICS DEFAULT",
                "LOCK TABLE t, ONLY u IN SHARE UPDATE EXCLUSIVE MODE NOWAIT",
                "LOCK t IN ROW EXCLUSIVE MODE"
            })
    void knowsWhatTakesNoStrongLock(String sql) {
        assertThat(useOf(sql)).isEqualTo(new Inside(false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int)",
                "DROP/**/TABLE t",
                "ALTER TABLE t ADD b int",
                "ALTER TABLE t VALIDATE CONSTRAINT c, ADD b int",
                "ALTER TABLE t SET (user_catalog_table = true)",
                "ALTER TABLE t SET SCHEMA s",
                "ALTER TABLE t ALTER a SET NOT NULL",
                "ALTER TABLE t DETACH PARTITION p",
                "ALTER TABLE t DETACH PARTITION p FINALIZE",
                "ALTER TABLE t DETACH PARTITION \"concurrently\"",
                "CREATE INDEX i ON t (a)",
                "CREATE INDEX \"concurrently\" ON t (a)",
                "CREATE INDEX i /* concurrently */ ON t (a)",
                "DROP INDEX \"concurrently\"",
                "REINDEX TABLE t",
                "REINDEX (CONCURRENTLY off) TABLE t",
                "REINDEX (CONCURRENTLY, CONCURRENTLY 'FALSE') INDEX i",
                "REINDEX (CONCURRENTLY 0) INDEX i",
                "CLUSTER t",
                "CLUSTER VERBOSE t USING i",
                "CLUSTER (VERBOSE) t",
                "ALTER DATABASE d SET work_mem = '8MB'",
                "ALTER DATABASE d RENAME TO e",
                "ALTER DATABASE d OWNER TO tablespace",
                "ALTER TYPE e ADD VALUE 'x'",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (create_slot = false)",
                "CREATE SUBSCRIPTION s CONNECTION 'c' PUBLICATION p WITH (connect = false, enabled = off)",
                "ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false)",
                "ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (copy_data, refresh = off)",
                "ALTER SUBSCRIPTION s SET (two_phase = true)",
                "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
                "ALTER SUBSCRIPTION refresh DISABLE",
                "LOCK TABLE t",
                "LOCK TABLE t IN SHARE MODE",
                "LOCK TABLE t IN SHARE ROW EXCLUSIVE MODE",
                "DISCARD PLANS",
                "DO $$ BEGIN COMMIT; END $$",
                "\"select\"",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "CREATE FUNCTION f() RETURNS void AS $$ SELECT pg_advisory_unlock_all() $$ LANGUAGE sql",
                "CREATE FUNCTION f() RETURNS void BEGIN ATOMIC SELECT pg_advisory_unlock_all(); END"
            })
    void takesEverythingElseForAStrongLock(String sql) {
        assertThat(useOf(sql)).isEqualTo(new Inside(true));
    }

    static List<Case> refused() {
        return List.of(
                ends("BEGIN", "BEGIN"),
                ends("begin isolation level serializable", "BEGIN"),
                ends("/* a */ Begin/**/Work", "BEGIN"),
                ends("START TRANSACTION READ ONLY", "START TRANSACTION"),
                ends("COMMIT AND CHAIN", "COMMIT"),
                ends("END", "END"),
                ends("END TRANSACTION", "END"),
                ends("ROLLBACK", "ROLLBACK"),
                ends("ROLLBACK WORK AND NO CHAIN", "ROLLBACK"),
                ends("ABORT", "ABORT"),
                ends("PREPARE TRANSACTION 'a'", "PREPARE TRANSACTION"),
                ends("PREPARE TRANSACTION U&'a'", "PREPARE TRANSACTION"),
                ends("COMMIT PREPARED 'a'", "COMMIT PREPARED"),
                ends("ROLLBACK PREPARED 'a'", "ROLLBACK PREPARED"),
                loses("DISCARD ALL", "DISCARD ALL"),
                loses("SELECT pg_advisory_unlock(1)", "pg_advisory_unlock"),
                loses("SELECT PG_Advisory_Unlock_All ( )", "pg_advisory_unlock_all"),
                loses(
                        "WITH a AS (SELECT pg_catalog . pg_advisory_unlock_shared/**/(1, 2)) TABLE a",
                        "pg_advisory_unlock_shared"),
                loses("SELECT \"pg_advisory_unlock_all\"()", "pg_advisory_unlock_all"),
                loses("SELECT U&\"pg!005fadvisory_unlock_all\" UESCAPE '!' ()", "pg_advisory_unlock_all"),
                loses("DO $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$", "pg_advisory_unlock_all"),
                loses("DO LANGUAGE plpgsql 'BEGIN PERFORM pg_advisory_unlock(''1''); END'", "pg_advisory_unlock"),
                loses("DO $$ BEGIN EXECUTE $a$SELECT pg_advisory_unlock(1)$a$; END $$", "pg_advisory_unlock"),
                loses("DO $$ BEGIN EXECUTE 'SELECT pg_advisory_unlock(1)'; END $$", "pg_advisory_unlock"),
                loses("PREPARE p AS SELECT pg_advisory_unlock_all()", "pg_advisory_unlock_all"),
                changes("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE", "SET TRANSACTION"),
                changes("SET LOCAL TRANSACTION READ ONLY", "SET TRANSACTION"),
                changes("SET SESSION TRANSACTION READ ONLY", "SET TRANSACTION"),
                changes("set transaction_isolation to 'serializable'", "SET TRANSACTION"),
                changes("SET LOCAL transaction_read_only = on", "SET TRANSACTION"),
                changes("SET \"TRANSACTION_READ_ONLY\" = on", "SET TRANSACTION"),
                changes("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "SET SESSION CHARACTERISTICS"),
                changes("SET SESSION SESSION CHARACTERISTICS AS TRANSACTION READ ONLY", "SET SESSION CHARACTERISTICS"));
    }

    private static Case ends(String sql, String command) {
        return new Case(sql, new Refused(command, ENDS_THE_TRANSACTION));
    }

    private static Case loses(String sql, String command) {
        return new Case(sql, new Refused(command, LOSES_THE_LOCK));
    }

    private static Case changes(String sql, String command) {
        return new Case(sql, new Refused(command, CHANGES_THE_TRANSACTION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET standard_conforming_strings = off",
                "set Standard_Conforming_Strings to OFF",
                "SET SESSION standard_conforming_strings = 'off'",
                "SET LOCAL standard_conforming_strings TO false",
                "SET standard_conforming_strings=0",
                "SET standard_conforming_strings TO 'No'",
                "SET standard_conforming_strings TO E'of'",
                "SET \"STANDARD_conforming_strings\" = \"off\"",
                "SET standard_conforming_strings TO DEFAULT"
            })
    void refusesOtherRulesForStrings(String sql) {
        assertThat(useOf(sql)).isEqualTo(new Refused("SET standard_conforming_strings", CHANGES_THE_STRINGS));
    }

    @Test
    void refusesToResetTheRulesForStrings() {
        assertThat(useOf("RESET standard_conforming_strings"))
                .isEqualTo(new Refused("RESET standard_conforming_strings", CHANGES_THE_STRINGS));
    }

    static List<Case> mentionsOfUnlock() {
        return List.of(
                new Case("SELECT 'pg_advisory_unlock(1)'", new Inside(false)),
                new Case("SELECT $$pg_advisory_unlock(1)$$", new Inside(false)),
                new Case("SELECT 1 /* pg_advisory_unlock(1) */ -- pg_advisory_unlock(1)\n + 1", new Inside(false)),
                new Case("SELECT pg_advisory_unlock FROM t", new Inside(false)),
                new Case("SELECT pg_advisory_unlocks(1)", new Inside(true)),
                new Case("DO $$ BEGIN RAISE NOTICE 'pg_advisory_unlock(1)'; END $$", new Inside(true)));
    }

    @ParameterizedTest
    @MethodSource({"refused", "mentionsOfUnlock", "withParts"})
    void readsWhatAStatementMeans(Case one) {
        assertThat(useOf(one.sql())).isEqualTo(one.use());
    }

    static List<Case> withParts() {
        return List.of(
                new Case("COPY t FROM stdin", new CopyFromStdin()),
                new Case("COPY s.t (a, \"from\") FROM STDIN WITH (FORMAT csv)", new CopyFromStdin()),
                new Case("COPY BINARY t FROM STDIN", new CopyFromStdin()),
                new Case("COPY t FROM STDOUT", new CopyFromStdin()),
                new Case(
                        "CREATE INDEX CONCURRENTLY ON t (a)",
                        new CreateIndexConcurrently(
                                null,
                                false,
                                false,
                                new Name(null, "t"),
                                new Place(13, 25),
                                null,
                                null,
                                new Place(29, 30))),
                new Case(
                        "create unique index concurrently if not exists I on only S.\"T\" (a)",
                        new CreateIndexConcurrently(
                                new Name(null, "i"),
                                true,
                                true,
                                new Name("s", "T"),
                                new Place(20, 32),
                                new Place(33, 46),
                                new Place(47, 48),
                                new Place(57, 62))),
                new Case(
                        "CREATE INDEX CONCURRENTLY if ON d . s /* x */ . t (a)",
                        new CreateIndexConcurrently(
                                new Name(null, "if"),
                                false,
                                false,
                                new Name("s", "t"),
                                new Place(13, 25),
                                null,
                                new Place(26, 28),
                                new Place(32, 49))),
                new Case(
                        "DROP INDEX CONCURRENTLY IF EXISTS s.i, J CASCADE",
                        new DropIndexConcurrently(List.of(new Name("s", "i"), new Name(null, "j")), true)),
                new Case("REINDEX INDEX CONCURRENTLY s.i", new ReindexConcurrently("INDEX", new Name("s", "i"))),
                new Case("REINDEX (CONCURRENTLY, VERBOSE) SYSTEM", new ReindexConcurrently("SYSTEM", null)),
                new Case(
                        "reindex (concurrently off) table concurrently t",
                        new ReindexConcurrently("TABLE", new Name(null, "t"))),
                new Case(
                        "ALTER TABLE IF EXISTS s.t DETACH PARTITION s.p CONCURRENTLY",
                        new DetachConcurrently(new Name("s", "t"), new Name("s", "p"))),
                new Case("VACUUM t", new Repeatable("VACUUM")),
                new Case("DROP DATABASE d", new OnlyOnce("DROP DATABASE")));
    }

    /** The server decides whether they run; what they could be is taken to be so. */
    static List<Case> unparsed() {
        return List.of(
                new Case("FROBNICATE t", new Inside(true)),
                new Case("CREATE TABLE t (a int) SOMEHOW ELSE", new Inside(true)),
                new Case("SELECT 1" + ",1".repeat(600_000), new Inside(true)),
                new Case("COPY t FROM STDIN (SOMEHOW = ELSE = 1)", new CopyFromStdin()),
                new Case("COPY t TO STDOUT SOMEHOW ELSE", new Inside(true)),
                new Case("VACUUM t SOMEHOW", new Repeatable("VACUUM")),
                new Case("CREATE INDEX CONCURRENTLY i ON t (a) SOMEHOW", new OnlyOnce("CREATE ... CONCURRENTLY")),
                new Case("ALTER TABLE t SPLIT PARTITION p CONCURRENTLY", new OnlyOnce("ALTER ... CONCURRENTLY")),
                new Case("CREATE INDEX \"concurrently\" ON t (a) SOMEHOW", new Inside(true)),
                ends("COMMIT SOMEHOW", "COMMIT"),
                ends("START ANYTHING", "START TRANSACTION"),
                loses("FROBNICATE pg_advisory_unlock_all()", "pg_advisory_unlock_all"));
    }

    @ParameterizedTest
    @MethodSource("unparsed")
    void isCautiousWithWhatTheGrammarDoesNotKnow(Case one) {
        assertThat(useOf(one.sql())).isEqualTo(one.use());
    }

    @ParameterizedTest
    @ValueSource(strings = {"EXPLAIN ANALYZE REFRESH MATERIALIZED VIEW v", "EXPLAIN (ANALYZE) EXECUTE p"})
    void explainAnalyzeRunsWhatItExplains(String sql) {
        assertThat(useOf(sql)).isEqualTo(new Inside(true));
        assertThat(useOf("EXPLAIN REFRESH MATERIALIZED VIEW v")).isEqualTo(new Inside(false));
    }

    private static TransactionUse useOf(String sql) {
        return SplitterTest.statements(sql).get(0).use();
    }
}
