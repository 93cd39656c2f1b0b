package dev.bellows.ledger;

import java.util.List;

/**
 * One of the functions that applications in any language call, or that those use.
 *
 * @param name without the schema that it is in
 * @param signature its name with schema, its parameters and what it returns
 * @param properties what else is declared of it
 * @param body in PL/pgSQL; a function whose body is another one is not ours
 */
record GateFunction(String name, String signature, String properties, String body) {
    /** All of them, in the order in which they are made. */
    static List<GateFunction> all(GateTables tables) {
        return List.of(
                place(tables),
                shipped(tables),
                remember(tables),
                overtaking(tables),
                enter(tables),
                enterAgain(tables),
                renew(tables),
                leave(tables));
    }

    /** @param signature begins with the name in braces, as in <code>{renew}(instance text)</code> */
    private static GateFunction of(GateTables tables, String signature, String properties, String body) {
        String helper = signature.substring(1, signature.indexOf('}'));
        return new GateFunction(
                tables.name().helper(helper), tables.named(signature), properties, "\n" + tables.named(body));
    }

    /** The statement that makes it, or makes it again. */
    String create() {
        String tag = "$bellows$";
        while (body.contains(tag)) {
            tag = tag.replace("bellows", "bellows_");
        }
        return "CREATE OR REPLACE FUNCTION " + signature + " LANGUAGE plpgsql " + properties
                + " SET search_path = pg_catalog, pg_temp AS " + tag + body + tag;
    }

    /** A dump that is restored elsewhere brings its leases along: this tells that they are another database's. */
    private static GateFunction place(GateTables tables) {
        return of(tables, "{place}() RETURNS text", "STABLE", """
                DECLARE
                    oid text := (SELECT d.oid FROM pg_database AS d WHERE d.datname = current_database());
                BEGIN
                    RETURN (SELECT system_identifier FROM pg_control_system()) || '/' || oid;
                EXCEPTION WHEN insufficient_privilege THEN
                    RETURN '/' || oid;
                END""");
    }

    /** Versions as the ledger compares them, from {@code 0042}, {@code billing:1.2} or a file's name. */
    private static GateFunction shipped(GateTables tables) {
        return of(tables, "{shipped}(migrations text[]) RETURNS text[]", "IMMUTABLE", """
                BEGIN
                    RETURN coalesce((SELECT array_agg(DISTINCT v.key ORDER BY v.key)
                        FROM (SELECT regexp_match(CASE WHEN each ~ '^[^:]+:' THEN each ELSE 'main:' || each END,
                            '^([^:]+:)([0-9]+(?:[.][0-9]+)*)') AS parts FROM unnest(migrations) AS each) AS m,
                        LATERAL (SELECT m.parts[1] || regexp_replace(regexp_replace(m.parts[2], '\\m0+(?=[0-9])', '', 'g'),
                            '([.]0)+$', '') AS key) AS v
                        WHERE m.parts IS NOT NULL), '{}');
                END""");
    }

    /** Writes down, once, whose backend this is. */
    private static GateFunction remember(GateTables tables) {
        return of(tables, "{remember}(instance text) RETURNS void", "", """
                DECLARE
                    backend record;
                BEGIN
                    SELECT a.pid, a.backend_start INTO backend FROM pg_stat_get_activity(pg_backend_pid()) AS a;
                    IF backend.backend_start IS NULL THEN
                        RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege',
                            MESSAGE = format('the ledger''s owner %I may not see when sessions of other roles began', current_user),
                            HINT = format('GRANT pg_read_all_stats TO %I', current_user);
                    END IF;
                    IF NOT EXISTS (SELECT FROM {session} AS s WHERE s.pid = backend.pid
                            AND s.backend_start = backend.backend_start AND s.instance = $1) THEN
                        INSERT INTO {session} VALUES (backend.pid, backend.backend_start, $1)
                            ON CONFLICT ON CONSTRAINT {key of session} DO UPDATE SET instance = excluded.instance;
                    END IF;
                END""");
    }

    private static GateFunction overtaking(GateTables tables) {
        return of(
                tables,
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
    private static GateFunction enter(GateTables tables) {
        return of(
                tables,
                "{enter}(instance text, application text, migrations text[], release text DEFAULT NULL,"
                        + " host text DEFAULT NULL, lifetime interval DEFAULT '60 seconds',"
                        + " pooled boolean DEFAULT false) RETURNS timestamptz",
                "SECURITY DEFINER",
                """
                DECLARE
                    ships text[] := {shipped}($3);
                    head text := (SELECT written FROM (SELECT substring(each, '^(?:[^:]+:)?([0-9]+(?:[.][0-9]+)*)') AS written
                        FROM unnest($3) AS each) AS version WHERE written IS NOT NULL
                        ORDER BY string_to_array(written, '.')::numeric[] DESC LIMIT 1);
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
    private static GateFunction enterAgain(GateTables tables) {
        return of(tables, "{enter}(instance text) RETURNS timestamptz", "SECURITY DEFINER", """
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
    private static GateFunction renew(GateTables tables) {
        return of(tables, "{renew}(instance text) RETURNS timestamptz", "SECURITY DEFINER", """
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
    private static GateFunction leave(GateTables tables) {
        return of(tables, "{leave}(instance text) RETURNS void", "SECURITY DEFINER", """
                BEGIN
                    UPDATE {lease} AS l SET expires = clock_timestamp()
                        WHERE l.instance = $1 AND l.expires > clock_timestamp();
                END""");
    }
}
