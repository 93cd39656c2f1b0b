package dev.bellows.ledger;

import dev.bellows.model.LedgerName;
import java.util.List;

/**
 * The names of one ledger's objects and the statements that make them.
 *
 * @param schema where they live
 * @param name the ledger's name
 */
public record LedgerTables(String schema, LedgerName name) {
    /** The format that this build writes. */
    public static final int FORMAT = 1;

    /** The ledger's name for people. */
    public String display() {
        return schema + "." + name.table();
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
        return List.of(
                createLedger(),
                createHead(),
                firstHead(),
                createGuard(),
                createTrigger(),
                enableTrigger(),
                createStatus(),
                comment());
    }

    /** What those make, each in a phrase. */
    public List<String> objects() {
        return List.of(
                "table " + name.table(),
                "table " + name.helper("head"),
                "function " + name.helper("guard"),
                "trigger guard",
                "view " + name.helper("status"));
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

    private String createGuard() {
        return "CREATE FUNCTION " + guard() + """
                () RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $guard$
                BEGIN
                    RAISE EXCEPTION '%.% is append-only: % is refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
                        USING ERRCODE = 'restrict_violation',
                            HINT = 'Decisions are recorded with: bellows resolve';
                END
                $guard$""";
    }

    private String createTrigger() {
        return "CREATE TRIGGER guard BEFORE UPDATE OR DELETE OR TRUNCATE ON " + ledger()
                + " FOR EACH STATEMENT EXECUTE FUNCTION " + guard() + "()";
    }

    /** ALWAYS: {@code session_replication_role = replica} must not open the ledger. */
    private String enableTrigger() {
        return "ALTER TABLE " + ledger() + " ENABLE ALWAYS TRIGGER guard";
    }

    private String createStatus() {
        return "CREATE VIEW " + status() + " AS " + """
                SELECT owner, version, description, phase, state, statements_done, statements_total,
                    position, at, checksum, head, release, run, role
                FROM (
                    SELECT DISTINCT ON (owner, CASE WHEN version ~ '^[0-9]+$' THEN ltrim(version, '0') ELSE version END)
                        l.*,
                        CASE event
                            WHEN 'applied' THEN CASE WHEN statements_done = statements_total THEN 'applied' ELSE 'unfinished' END
                            WHEN 'reverted' THEN CASE WHEN statements_done = statements_total THEN 'reverted' ELSE 'unfinished' END
                            WHEN 'intent' THEN 'unfinished'
                            WHEN 'opened' THEN 'held'
                            WHEN 'withdrawn' THEN 'held'
                            WHEN 'resolved' THEN CASE WHEN detail LIKE 'resume-at:%' THEN 'unfinished' ELSE detail END
                            WHEN 'failed' THEN
                                CASE WHEN direction = 'down' AND statements_done = 0 THEN 'applied' ELSE 'failed' END
                            ELSE event
                        END AS state
                    FROM\s""" + ledger() + """
                 AS l
                    WHERE version IS NOT NULL
                        AND NOT (event = 'resolved' AND detail IN ('accept-checksum', 'missing'))
                    ORDER BY owner, CASE WHEN version ~ '^[0-9]+$' THEN ltrim(version, '0') ELSE version END,
                        l.position DESC
                ) AS latest""";
    }

    private String comment() {
        return "COMMENT ON TABLE " + ledger() + " IS 'What Bellows did here. Append-only; read it through "
                + name.helper("status").replace("'", "''") + ".'";
    }
}
