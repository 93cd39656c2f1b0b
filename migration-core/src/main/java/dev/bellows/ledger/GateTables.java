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
        Stream<String> tables = Stream.of(
                createGate(),
                named("INSERT INTO {gate} DEFAULT VALUES"),
                createContract(),
                createBuild(),
                createLease(),
                createSession(),
                createMemory());
        // A ledger that begins has forgotten nobody.
        Stream<String> begin = Stream.of(named("INSERT INTO {memory} VALUES ({place}(), '-infinity')"));
        return Stream.of(tables, functions().stream().map(GateFunction::create), begin)
                .flatMap(each -> each)
                .toList();
    }

    /** The functions as they must be: one with a changed body lets in whom it should not. */
    List<GateFunction> functions() {
        return GateFunction.all(this);
    }

    /** The functions' names, without the schema that they are in; each once. */
    public List<String> functionNames() {
        return functions().stream().map(GateFunction::name).distinct().toList();
    }

    private static final List<String> TABLES = List.of("gate", "contract", "build", "lease", "session", "memory");

    /** What those make, each in a phrase. */
    List<String> objects() {
        return Stream.concat(
                        TABLES.stream().map(each -> "table " + name.helper(each)),
                        functionNames().stream().map(each -> "function " + each))
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
