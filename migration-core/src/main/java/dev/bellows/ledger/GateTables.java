package dev.bellows.ledger;

import dev.bellows.model.LedgerName;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of one ledger's gate and the statements that make it: the row that contracts and instances meet at, what each
 * contract needs, and who lives.
 *
 * <p>Leases, their sessions and since when they are remembered are UNLOGGED: they are never replicated, and a crash, a
 * promotion or a base backup leaves none of them. An empty memory is what keeps a gate closed then.
 * https://www.postgresql.org/docs/18/sql-createtable.html#SQL-CREATETABLE-UNLOGGED
 *
 * @param schema where they live
 * @param name the ledger's name
 */
public record GateTables(String schema, LedgerName name) {
    private static final String CREATE_FUNCTION = "CREATE OR REPLACE FUNCTION ";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(key of )?([a-z]+)}");

    /** The SQLSTATE of an instance that a contract has overtaken. */
    public static final String OVERTAKEN = "BW001";

    /** The SQLSTATE of an instance that comes without a lease and does not say what it ships. */
    public static final String UNKNOWN_INSTANCE = "BW002";

    private String quoted(String helper) {
        return Sql.quote(schema, name.helper(helper));
    }

    /** Every statement that makes them, in order. */
    List<String> create() {
        return List.of(
                createGate(),
                named("INSERT INTO {gate} DEFAULT VALUES"),
                createContract(),
                createBuild(),
                createLease(),
                createSession(),
                createMemory(),
                createPlace(),
                createShipped(),
                createRemember(),
                createOvertaking(),
                createEnter(),
                createEnterAgain(),
                createRenew(),
                createLeave(),
                // A ledger that begins has forgotten nobody.
                named("INSERT INTO {memory} VALUES ({place}(), '-infinity')"));
    }

    private static final List<String> TABLES = List.of("gate", "contract", "build", "lease", "session", "memory");

    private static final List<String> FUNCTIONS =
            List.of("place", "shipped", "remember", "overtaking", "enter", "renew", "leave");

    /** What those make, each in a phrase. */
    List<String> objects() {
        return Stream.concat(
                        TABLES.stream().map(each -> "table " + name.helper(each)),
                        FUNCTIONS.stream().map(each -> "function " + name.helper(each)))
                .toList();
    }

    /** The statements that let every role enter that may log in. */
    public String grants() {
        return "GRANT USAGE ON SCHEMA " + Sql.quote(schema) + " TO PUBLIC; "
                + named(
                        "GRANT EXECUTE ON FUNCTION {enter}(text), {enter}(text, text, text[], text, text, interval, boolean),"
                                + " {renew}(text), {leave}(text), {overtaking}(text[]) TO PUBLIC");
    }

    /** What a role needs that applies contracts. */
    String grants(String role) {
        return named(
                        "GRANT SELECT, INSERT, UPDATE, DELETE ON {gate}, {contract}, {build}, {lease}, {session}, {memory} TO ")
                + Sql.quote(role);
    }

    /** The functions as they must be: the statement that makes each. One with a changed body lets in whom it should not. */
    List<String> functionStatements() {
        return create().stream()
                .filter(statement -> statement.startsWith(CREATE_FUNCTION))
                .toList();
    }

    /** The body of a function in the statement that makes it. */
    static String body(String statement) {
        int tag = statement.indexOf("$bellows");
        int begin = statement.indexOf('$', tag + 1) + 1;
        return statement.substring(begin, statement.length() - (begin - tag));
    }

    /** The functions' names, without the schema that they are in. */
    public List<String> functions() {
        return FUNCTIONS.stream().map(name::helper).toList();
    }

    private String createGate() {
        return named("""
                CREATE TABLE {gate} (
                    one boolean PRIMARY KEY DEFAULT true CHECK (one),
                    position bigint NOT NULL DEFAULT 0
                )""");
    }

    private String createContract() {
        return named("""
                CREATE TABLE {contract} (
                    owner text,
                    key text,
                    label text NOT NULL,
                    after text NOT NULL,
                    needs text NOT NULL,
                    position bigint NOT NULL,
                    PRIMARY KEY (owner, key)
                )""");
    }

    private String createBuild() {
        return named("""
                CREATE TABLE {build} (
                    digest text PRIMARY KEY,
                    head text NOT NULL,
                    migrations text[] NOT NULL,
                    lifetime interval NOT NULL
                )""");
    }

    /** Half of each page stays free, so that a renewal writes its own row and nothing else. */
    private String createLease() {
        return named("""
                CREATE UNLOGGED TABLE {lease} (
                    instance text PRIMARY KEY,
                    application text NOT NULL,
                    build text NOT NULL,
                    release text,
                    host text,
                    pooled boolean NOT NULL,
                    place text NOT NULL,
                    lifetime interval NOT NULL,
                    since timestamptz NOT NULL,
                    expires timestamptz NOT NULL
                ) WITH (fillfactor = 50)""");
    }

    private String createSession() {
        return named("""
                CREATE UNLOGGED TABLE {session} (
                    pid integer,
                    backend_start timestamptz,
                    instance text NOT NULL,
                    PRIMARY KEY (pid, backend_start)
                )""");
    }

    private String createMemory() {
        return named("""
                CREATE UNLOGGED TABLE {memory} (
                    place text PRIMARY KEY,
                    since timestamptz NOT NULL DEFAULT clock_timestamp()
                )""");
    }

    /** A dump that is restored elsewhere brings its leases along: this tells that they are another database's. */
    private String createPlace() {
        return function("{place}() RETURNS text", "STABLE", """
                DECLARE
                    oid text := (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database());
                BEGIN
                    RETURN (SELECT system_identifier FROM pg_control_system()) || '/' || oid;
                EXCEPTION WHEN insufficient_privilege THEN
                    RETURN '/' || oid;
                END""");
    }

    /** Versions as the ledger compares them, from {@code 0042}, {@code billing:0042} or a file's name. */
    private String createShipped() {
        return function("{shipped}(migrations text[]) RETURNS text[]", "IMMUTABLE", """
                BEGIN
                    RETURN coalesce((SELECT array_agg(DISTINCT m.parts[1] || m.parts[2] ORDER BY m.parts[1] || m.parts[2])
                        FROM (SELECT regexp_match(CASE WHEN each ~ '^[^:]+:' THEN each ELSE 'main:' || each END,
                            '^([^:]+:)0*([0-9]+)') AS parts FROM unnest(migrations) AS each) AS m
                        WHERE m.parts IS NOT NULL), '{}');
                END""");
    }

    /** Writes down, once, whose backend this is. */
    private String createRemember() {
        return function("{remember}(instance text) RETURNS void", "", """
                DECLARE
                    backend record;
                BEGIN
                    SELECT a.pid, a.backend_start INTO backend FROM pg_stat_get_activity(pg_backend_pid()) AS a;
                    IF NOT EXISTS (SELECT FROM {session} AS s WHERE s.pid = backend.pid
                            AND s.backend_start = backend.backend_start AND s.instance = $1) THEN
                        INSERT INTO {session} VALUES (backend.pid, backend.backend_start, $1)
                            ON CONFLICT ON CONSTRAINT {key of session} DO UPDATE SET instance = excluded.instance;
                    END IF;
                END""");
    }

    private String createOvertaking() {
        return function(
                "{overtaking}(migrations text[]) RETURNS TABLE (contract text, after text)",
                "STABLE SECURITY DEFINER",
                """
                BEGIN
                    RETURN QUERY SELECT c.label, c.after FROM {contract} AS c
                        WHERE c.needs <> ALL ({shipped}($1)) ORDER BY c.position;
                END""");
    }

    /**
     * Volatile PL/pgSQL: each statement sees what is committed when it begins, so what is read behind the lock is what the
     * last opening left. Under REPEATABLE READ the lock itself fails with 40001 where an opening came after the snapshot.
     * https://www.postgresql.org/docs/18/xfunc-volatility.html
     */
    private String createEnter() {
        return function(
                "{enter}(instance text, application text, migrations text[], release text DEFAULT NULL,"
                        + " host text DEFAULT NULL, lifetime interval DEFAULT '60 seconds',"
                        + " pooled boolean DEFAULT false) RETURNS timestamptz",
                "SECURITY DEFINER",
                """
                DECLARE
                    ships text[] := {shipped}($3);
                    head text := (SELECT written FROM (SELECT substring(each, '^(?:[^:]+:)?([0-9]+)') AS written
                        FROM unnest($3) AS each) AS version WHERE written IS NOT NULL ORDER BY written::numeric DESC LIMIT 1);
                    digest text := encode(sha256(convert_to(array_to_string(ships, ' '), 'UTF8')), 'hex');
                    here text := {place}();
                    until timestamptz;
                    late record;
                BEGIN
                    IF $1 IS NULL OR $2 IS NULL OR $3 IS NULL OR $6 IS NULL OR $6 < interval '1 second' THEN
                        RAISE EXCEPTION 'an instance enters with its name, its application, the migrations that it ships and'
                            ' a lifetime of a second or more' USING ERRCODE = 'invalid_parameter_value';
                    END IF;
                    PERFORM FROM {gate} FOR SHARE;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION 'the gate has lost its row' USING ERRCODE = 'object_not_in_prerequisite_state';
                    END IF;
                    SELECT c.label, c.after INTO late FROM {contract} AS c
                        WHERE c.needs <> ALL (ships) ORDER BY c.position LIMIT 1;
                    IF FOUND THEN
                        RAISE EXCEPTION USING ERRCODE = 'BW001',
                            MESSAGE = format('the contract %s has overtaken this build (head %s): it is safe for builds that'
                                ' ship %s', late.label, coalesce(head, 'none'), late.after),
                            HINT = format('Deploy a build that ships %s.', late.after);
                    END IF;
                    INSERT INTO {build} AS b VALUES (digest, coalesce(head, 'none'), ships, $6)
                        ON CONFLICT ON CONSTRAINT {key of build} DO UPDATE SET lifetime = excluded.lifetime
                        WHERE b.lifetime < excluded.lifetime;
                    INSERT INTO {memory} VALUES (here) ON CONFLICT ON CONSTRAINT {key of memory} DO NOTHING;
                    until := clock_timestamp() + $6;
                    INSERT INTO {lease} AS l
                        VALUES ($1, $2, digest, $4, $5, coalesce($7, false), here, $6, clock_timestamp(), until)
                        ON CONFLICT ON CONSTRAINT {key of lease} DO UPDATE SET application = excluded.application,
                            build = excluded.build, release = excluded.release, host = excluded.host,
                            pooled = excluded.pooled, place = excluded.place, lifetime = excluded.lifetime,
                            expires = excluded.expires;
                    IF NOT coalesce($7, false) THEN
                        PERFORM {remember}($1);
                    END IF;
                    RETURN until;
                END""");
    }

    /** For a pool's further connections: what the instance ships is known. */
    private String createEnterAgain() {
        return function("{enter}(instance text) RETURNS timestamptz", "SECURITY DEFINER", """
                DECLARE
                    known record;
                BEGIN
                    SELECT l.*, b.migrations INTO known FROM {lease} AS l JOIN {build} AS b ON b.digest = l.build
                        WHERE l.instance = $1;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION USING ERRCODE = 'BW002', MESSAGE = format('no lease is known of instance %s', $1),
                            HINT = 'Enter with the application and the migrations that it ships.';
                    END IF;
                    RETURN {enter}(known.instance, known.application, known.migrations, known.release, known.host,
                        known.lifetime, known.pooled);
                END""");
    }

    /**
     * The gate's row stays as it is: an opening removes the leases that are over, and so waits for a renewal that is under
     * way.
     */
    private String createRenew() {
        return function("{renew}(instance text) RETURNS timestamptz", "SECURITY DEFINER", """
                DECLARE
                    renewed record;
                BEGIN
                    UPDATE {lease} AS l SET expires = clock_timestamp() + l.lifetime
                        WHERE l.instance = $1 AND l.expires > clock_timestamp() AND l.place = {place}()
                        RETURNING l.expires, l.pooled INTO renewed;
                    IF NOT FOUND THEN
                        RETURN NULL;
                    END IF;
                    IF NOT renewed.pooled THEN
                        PERFORM {remember}($1);
                    END IF;
                    RETURN renewed.expires;
                END""");
    }

    /** Its sessions keep a lease alive that has ended, so that nothing is too early. */
    private String createLeave() {
        return function("{leave}(instance text) RETURNS void", "SECURITY DEFINER", """
                BEGIN
                    UPDATE {lease} AS l SET expires = clock_timestamp()
                        WHERE l.instance = $1 AND l.expires > clock_timestamp();
                END""");
    }

    private String function(String signature, String properties, String body) {
        String text = named(body);
        String tag = "$bellows$";
        while (text.contains(tag)) {
            tag = tag.replace("bellows", "bellows_");
        }
        return named(CREATE_FUNCTION + signature) + " LANGUAGE plpgsql " + properties
                + " SET search_path = pg_catalog, pg_temp AS " + tag + "\n" + text + tag;
    }

    /** SQL with the objects' names in place of, for example, <code>{lease}</code>. */
    public String named(String template) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) == null
                                ? object(found.group(2))
                                : Sql.quote(name.helper(found.group(2)) + "_pkey")));
    }

    private String object(String each) {
        return each.equals("ledger") ? Sql.quote(schema, name.table()) : quoted(each);
    }
}
