package dev.bellows.ledger;

import dev.bellows.model.LedgerName;
import dev.bellows.model.QuarantineName;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of one ledger's objects and the statements that make them.
 *
 * @param schema where they live
 * @param name the ledger's name
 */
public record LedgerTables(String schema, LedgerName name) {
    /** The format that this build writes. */
    public static final int FORMAT = 1;

    /** What the guard does. A ledger whose guard does anything else is not believed. */
    static final String GUARD =
            "BEGIN RAISE EXCEPTION '%.% is append-only: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP"
                    + " USING ERRCODE = 'restrict_violation', HINT = 'Decisions are recorded with: bellows resolve'; END";

    /** Its trigger's events and time, as {@code pg_trigger.tgtype} has them: BEFORE, DELETE, UPDATE, TRUNCATE, STATEMENT. */
    static final int GUARD_TYPE = 2 + 8 + 16 + 32;

    /** The ledger's name for people. */
    public String display() {
        return schema + "." + name.table();
    }

    /**
     * An expression that tells whether a ledger's tables are there, which any role may ask.
     *
     * @param schema an expression of text
     */
    public static String existSql(String schema, LedgerName name) {
        return "(SELECT count(*) = 2 FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = " + schema + " AND c.relname IN (" + Sql.literal(name.table()) + ", "
                + Sql.literal(name.helper("head")) + "))";
    }

    /** What the schemas are called where the things of one migration wait. */
    public QuarantineName quarantine(long position) {
        return QuarantineName.of(name, schema, position);
    }

    String ledger() {
        return Sql.quote(schema, name.table());
    }

    String head() {
        return Sql.quote(schema, name.helper("head"));
    }

    String status() {
        return Sql.quote(schema, name.helper("status"));
    }

    String guard() {
        return Sql.quote(schema, name.helper("guard"));
    }

    /** Every statement that makes the ledger, in order. */
    public List<String> create() {
        List<String> ledger = List.of(
                createLedger(),
                createHead(),
                firstHead(),
                createGuard(),
                createTrigger(),
                enableTrigger(),
                createStatus(),
                comment());
        return Stream.concat(ledger.stream(), gate().create().stream()).toList();
    }

    /** The gate beside the ledger. */
    public GateTables gate() {
        return new GateTables(schema, name);
    }

    /**
     * The statements that give a role what it needs.
     *
     * @param exists whether the ledger is there; before, its schema is all that can be granted
     */
    public String grants(String role, boolean exists) {
        String to = " TO " + Sql.quote(role);
        return exists
                ? "GRANT USAGE ON SCHEMA " + Sql.quote(schema) + to + "; GRANT SELECT, INSERT ON " + ledger() + to
                        + "; GRANT SELECT, UPDATE ON " + head() + to + "; "
                        + gate().grants(role)
                : "GRANT USAGE, CREATE ON SCHEMA " + Sql.quote(schema) + to;
    }

    /** Asks whether the session's role can make the ledger. */
    public String creatableSql() {
        return "SELECT pg_catalog.has_schema_privilege(" + Sql.literal(schema) + ", 'CREATE')";
    }

    /** What those make, each in a phrase. */
    public List<String> objects() {
        List<String> ledger = List.of(
                "table " + name.table(),
                "table " + name.helper("head"),
                "function " + name.helper("guard"),
                "trigger guard",
                "view " + name.helper("status"));
        return Stream.concat(ledger.stream(), gate().objects().stream()).toList();
    }

    private String createLedger() {
        return "CREATE TABLE " + ledger() + """
                 (
                    position bigint PRIMARY KEY,
                    event text NOT NULL,
                    direction text,
                    owner text,
                    version text,
                    description text,
                    phase text,
                    after text,
                    checksum text,
                    prefix_checksum text,
                    statements_done integer,
                    statements_total integer,
                    head text,
                    release text,
                    run text NOT NULL,
                    role text NOT NULL,
                    host text NOT NULL,
                    tool_version text NOT NULL,
                    format integer NOT NULL,
                    system_identifier text NOT NULL,
                    at timestamptz NOT NULL,
                    duration_micros bigint,
                    sqlstate text,
                    message text,
                    detail text,
                    reason text,
                    evidence text,
                    previous_hash text NOT NULL,
                    hash text NOT NULL
                )""";
    }

    private String createHead() {
        return "CREATE TABLE " + head() + """
                 (
                    one boolean PRIMARY KEY DEFAULT true CHECK (one),
                    position bigint NOT NULL,
                    hash text NOT NULL,
                    format integer NOT NULL
                )""";
    }

    private String firstHead() {
        return "INSERT INTO " + head() + " (position, hash, format) VALUES (0, '', " + FORMAT + ")";
    }

    /** The guard and its trigger, whatever stands in their place: to be typed where they were changed. */
    String restoreGuard() {
        return String.join("; ", createGuard(), createTrigger(), enableTrigger());
    }

    private String createGuard() {
        return "CREATE OR REPLACE FUNCTION " + guard()
                + "() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $guard$" + GUARD + "$guard$";
    }

    private String createTrigger() {
        return "CREATE OR REPLACE TRIGGER guard BEFORE UPDATE OR DELETE OR TRUNCATE ON " + ledger()
                + " FOR EACH STATEMENT EXECUTE FUNCTION " + guard() + "()";
    }

    /** ALWAYS: {@code session_replication_role = replica} must not open the ledger. */
    private String enableTrigger() {
        return "ALTER TABLE " + ledger() + " ENABLE ALWAYS TRIGGER guard";
    }

    /** The same fold as {@code dev.bellows.plan.Standing}, for those who have only SQL; a test holds the two equal. */
    private String createStatus() {
        return "CREATE VIEW " + status() + " AS " + """
                WITH entry AS (
                    SELECT *,
                        CASE WHEN version ~ '^[0-9]+$' THEN ltrim(version, '0') ELSE version END AS key,
                        coalesce(statements_done, 0) > 0 OR event = 'intent' AS begun,
                        coalesce(statements_done = statements_total, false) AS complete,
                        detail LIKE 'resume-at:%' AS resumed
                    FROM\s""" + ledger() + """

                    WHERE version IS NOT NULL
                ), sorted AS (
                    SELECT *,
                        CASE
                            WHEN event IN ('held', 'opened', 'withdrawn') THEN 'hold'
                            WHEN event = 'baselined' THEN 'baseline'
                            WHEN event = 'reverted' AND NOT complete
                                OR direction = 'down' AND (event IN ('intent', 'failed') OR event = 'resolved' AND resumed)
                                THEN 'down'
                            WHEN event = 'resolved' AND detail = 'accept-checksum' THEN 'accept'
                            WHEN event IN ('applied', 'reverted', 'intent', 'failed', 'adopted')
                                OR event = 'resolved' AND (resumed OR detail IN ('applied', 'reverted')) THEN 'up'
                        END AS sort,
                        CASE
                            WHEN event IN ('applied', 'adopted') AND (complete OR event = 'adopted') THEN event
                            WHEN event = 'reverted' AND complete THEN event
                            WHEN event IN ('failed', 'baselined') THEN event
                            WHEN event IN ('held', 'opened', 'withdrawn') THEN 'held'
                            WHEN event = 'resolved' AND NOT resumed THEN detail
                            ELSE 'unfinished'
                        END AS state
                    FROM entry
                ), grouped AS (
                    -- Each 'up' begins anew, whatever was before it.
                    SELECT *, max(position) FILTER (WHERE sort = 'up') OVER history AS up,
                        max(position) FILTER (WHERE sort = 'down') OVER history AS down
                    FROM sorted WINDOW history AS (PARTITION BY owner, key ORDER BY position)
                ), weighed AS (
                    -- What has begun, up or down, and has not ended is not held.
                    SELECT *, coalesce(bool_or(begun AND state IN ('unfinished', 'failed')) FILTER (WHERE position = up)
                                OVER (PARTITION BY owner, key, up), false)
                            OR coalesce(down > coalesce(up, 0) AND bool_or(begun) FILTER (WHERE position = down)
                                OVER (PARTITION BY owner, key, down), false) AS going,
                        max(down) OVER (PARTITION BY owner, key) AS last_down
                    FROM grouped
                ), standing AS (
                    -- A down of which nothing ran leaves everything as it was.
                    SELECT *, sort = 'up' OR sort = 'hold' AND NOT going AS lasts,
                        sort = 'down' AND begun AND position = last_down AS downs
                    FROM weighed
                ), counted AS (
                    SELECT *, max(position) FILTER (WHERE lasts OR sort = 'accept') OVER (PARTITION BY owner, key) AS counts
                    FROM standing
                )
                SELECT DISTINCT ON (c.owner, c.key)
                    c.owner, c.version, c.description, c.phase, c.state, c.statements_done, c.statements_total, c.position,
                    c.at, l.checksum, c.head, c.release, c.run, c.role
                FROM counted AS c LEFT JOIN\s""" + ledger() + """
                 AS l ON l.position = c.counts
                WHERE lasts OR downs OR sort = 'baseline'
                ORDER BY c.owner, c.key, sort = 'baseline', c.position DESC""";
    }

    private String comment() {
        return "COMMENT ON TABLE " + ledger() + " IS 'What Bellows did here. Append-only; read it through "
                + name.helper("status").replace("'", "''") + ".'";
    }
}
