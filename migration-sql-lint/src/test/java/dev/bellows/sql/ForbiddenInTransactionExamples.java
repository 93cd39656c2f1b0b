package dev.bellows.sql;

import java.util.List;
import java.util.stream.Stream;

/**
 * The commands that PostgreSQL forbids inside a transaction block, one statement for each, for this module to recognise and
 * for others to try on a server.
 */
public final class ForbiddenInTransactionExamples {
    /** The lowest release in support. */
    private static final int ANY = 14;

    private ForbiddenInTransactionExamples() {}

    /**
     * One statement.
     *
     * @param setup what must be there first, one statement each, run outside a transaction
     * @param statement the statement, which fails inside a transaction block
     * @param cleanup what takes the setup away again, run like it
     * @param command what {@link TransactionUse.Outside#command} says of it
     * @param since the first major release of PostgreSQL that knows the statement and forbids it
     * @param plainServer whether a superuser of a server of that release, as initdb leaves it, sees the statement forbidden
     */
    public record Example(
            List<String> setup,
            String statement,
            List<String> cleanup,
            String command,
            int since,
            boolean plainServer) {}

    /** All of them. */
    public static List<Example> all() {
        return Stream.of(clusters(), maintenance(), indexes(), subscriptions())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Example> clusters() {
        return List.of(
                plain("CREATE DATABASE forbidden", "CREATE DATABASE"),
                plain("DROP DATABASE forbidden", "DROP DATABASE"),
                plain("ALTER DATABASE forbidden SET TABLESPACE pg_default", "ALTER DATABASE SET TABLESPACE"),
                plain("ALTER DATABASE forbidden WITH TABLESPACE pg_default", "ALTER DATABASE SET TABLESPACE"),
                plain("ALTER DATABASE forbidden TABLESPACE pg_default", "ALTER DATABASE SET TABLESPACE"),
                plain("CREATE TABLESPACE forbidden LOCATION '/nowhere'", "CREATE TABLESPACE"),
                plain("DROP TABLESPACE forbidden", "DROP TABLESPACE"),
                plain("ALTER SYSTEM SET work_mem = '8MB'", "ALTER SYSTEM"),
                plain("ALTER SYSTEM RESET ALL", "ALTER SYSTEM"));
    }

    private static List<Example> maintenance() {
        return List.of(
                plain("VACUUM", "VACUUM"),
                onTable("VACUUM (FULL, ANALYZE) forbidden", "VACUUM"),
                plain("CLUSTER", "CLUSTER"),
                plain("CLUSTER VERBOSE", "CLUSTER"),
                new Example(List.of(), "CLUSTER (VERBOSE)", List.of(), "CLUSTER", 17, true),
                plain("REINDEX SCHEMA public", "REINDEX SCHEMA"),
                plain("REINDEX (VERBOSE) DATABASE postgres", "REINDEX DATABASE"),
                plain("REINDEX SYSTEM postgres", "REINDEX SYSTEM"),
                new Example(List.of(), "REINDEX SYSTEM", List.of(), "REINDEX SYSTEM", 16, true),
                onTable("REINDEX INDEX CONCURRENTLY forbidden_a", "REINDEX INDEX CONCURRENTLY"),
                onTable("REINDEX TABLE CONCURRENTLY forbidden", "REINDEX TABLE CONCURRENTLY"),
                onTable("REINDEX (VERBOSE off, CONCURRENTLY) TABLE forbidden", "REINDEX TABLE CONCURRENTLY"),
                onTable("REINDEX (CONCURRENTLY off) TABLE CONCURRENTLY forbidden", "REINDEX TABLE CONCURRENTLY"),
                plain("REINDEX (CONCURRENTLY on) SCHEMA public", "REINDEX SCHEMA CONCURRENTLY"));
    }

    private static List<Example> indexes() {
        return List.of(
                onTable("CREATE INDEX CONCURRENTLY forbidden_b ON forbidden (a)", "CREATE INDEX CONCURRENTLY"),
                onTable("CREATE UNIQUE INDEX CONCURRENTLY ON ONLY forbidden (a)", "CREATE INDEX CONCURRENTLY"),
                onTable("CREATE INDEX CONCURRENTLY ON ONLY (forbidden) (a)", "CREATE INDEX CONCURRENTLY"),
                onTable("CREATE INDEX CONCURRENTLY if ON forbidden (a)", "CREATE INDEX CONCURRENTLY"),
                onTable(
                        "CREATE INDEX CONCURRENTLY IF NOT EXISTS forbidden_a ON forbidden (a)",
                        "CREATE INDEX CONCURRENTLY"),
                onTable("DROP INDEX CONCURRENTLY forbidden_a", "DROP INDEX CONCURRENTLY"),
                onTable("DROP INDEX CONCURRENTLY IF EXISTS forbidden_a", "DROP INDEX CONCURRENTLY"),
                new Example(
                        List.of(
                                "CREATE TABLE forbidden (a int) PARTITION BY RANGE (a)",
                                "CREATE TABLE forbidden_1 PARTITION OF forbidden FOR VALUES FROM (1) TO (2)"),
                        "ALTER TABLE forbidden DETACH PARTITION forbidden_1 CONCURRENTLY",
                        List.of("DROP TABLE forbidden"),
                        "ALTER TABLE ... DETACH CONCURRENTLY",
                        ANY,
                        true));
    }

    private static List<Example> subscriptions() {
        String create = "CREATE SUBSCRIPTION forbidden CONNECTION 'dbname=nowhere' PUBLICATION p";
        String alter = "ALTER SUBSCRIPTION forbidden ";
        return List.of(
                plain(create, "CREATE SUBSCRIPTION"),
                plain(create + ", q WITH (create_slot)", "CREATE SUBSCRIPTION"),
                onSubscription("DROP SUBSCRIPTION forbidden", "DROP SUBSCRIPTION", ANY),
                onSubscription(alter + "REFRESH PUBLICATION", "ALTER SUBSCRIPTION ... REFRESH PUBLICATION", ANY),
                onSubscription(alter + "SET PUBLICATION q", "ALTER SUBSCRIPTION ... SET PUBLICATION", ANY),
                onSubscription(
                        alter + "ADD PUBLICATION q WITH (copy_data = false)",
                        "ALTER SUBSCRIPTION ... ADD PUBLICATION",
                        ANY),
                onSubscription(
                        alter + "DROP PUBLICATION p WITH (refresh)", "ALTER SUBSCRIPTION ... DROP PUBLICATION", ANY),
                onSubscription(alter + "SET (failover = true)", "ALTER SUBSCRIPTION ... SET (failover)", 17),
                onSubscription(alter + "SET (two_phase = off)", "ALTER SUBSCRIPTION ... SET (two_phase)", 18));
    }

    private static Example plain(String statement, String command) {
        return new Example(List.of(), statement, List.of(), command, ANY, true);
    }

    private static Example onTable(String statement, String command) {
        return new Example(
                List.of("CREATE TABLE forbidden (a int)", "CREATE INDEX forbidden_a ON forbidden (a)"),
                statement,
                List.of("DROP TABLE forbidden"),
                command,
                ANY,
                true);
    }

    /** Options of the slot can only be changed while the subscription is disabled, and only since they exist. */
    private static Example onSubscription(String statement, String command, int since) {
        String create =
                "CREATE SUBSCRIPTION forbidden CONNECTION 'dbname=nowhere' PUBLICATION p, p2 WITH (connect = false)";
        return new Example(
                since > ANY ? List.of(create) : List.of(create, "ALTER SUBSCRIPTION forbidden ENABLE"),
                statement,
                List.of(
                        "ALTER SUBSCRIPTION forbidden DISABLE",
                        "ALTER SUBSCRIPTION forbidden SET (slot_name = NONE)",
                        "DROP SUBSCRIPTION forbidden"),
                command,
                since,
                true);
    }
}
