package dev.bellows.chaos;

import dev.bellows.testkit.InstalledPostgres;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must be so when a folder was let finish, whatever had happened to it; each check tells what is not. */
final class Checks {
    private static final String DEAD = "SELECT count(*) FROM ledger.bellows_lease WHERE expires > clock_timestamp()";

    private final List<Build> builds;
    private final Field field;
    private final TestDatabase db;
    private final TestDatabase reference;
    private final Path folder;
    private final Figures figures;

    Checks(List<Build> builds, Field field, TestDatabase reference, Path folder, Figures figures) {
        this.builds = List.copyOf(builds);
        this.field = field;
        this.db = field.db();
        this.reference = reference;
        this.folder = folder;
        this.figures = figures;
    }

    /** All of them; also counts what happened. */
    List<String> all() throws IOException {
        Build last = builds.get(builds.size() - 1);
        List<String> findings = new ArrayList<>();
        findings.addAll(ends());
        if (field.ask("SELECT to_regclass('ledger.bellows_head') IS NOT NULL").equals("t")) {
            Files.write(folder.resolve("ledger.txt"), dump());
            findings.addAll(LedgerChecks.chain(db));
            findings.addAll(LedgerChecks.effects(db, last.ships()));
            findings.addAll(LedgerChecks.repeatables(db, builds.size()));
            findings.addAll(serving(db, builds));
            findings.addAll(leftOver());
            count();
        }
        findings.addAll(schema(last));
        return findings;
    }

    private List<String> ends() {
        List<String> findings = new ArrayList<>();
        for (Child child : field.children()) {
            Ended ended = Ended.of(child);
            findings.addAll(ended.findings());
            figures.count("processes", (child.isRunner() ? "runner " : "instance ") + ended.exit());
        }
        return findings;
    }

    /** Nobody served with a build while a contract was applied that the build does not know of. */
    static List<String> serving(TestDatabase db, List<Build> builds) {
        List<String> findings = new ArrayList<>();
        List<LedgerLine> ledger = LedgerLine.all(db);
        for (List<String> row : db.query("SELECT instance, build, position FROM chaos.served GROUP BY 1, 2, 3")) {
            Build build = builds.get(Integer.parseInt(row.get(1)) - 1);
            for (String contract : contractsAt(ledger, builds, Long.parseLong(row.get(2)))) {
                Made made = made(builds, contract);
                if (!build.ships(made.needed())) {
                    findings.add(row.get(0) + " of build " + build.number() + " served at position " + row.get(2)
                            + " behind the contract " + contract + ", which needs " + made.needed());
                }
            }
        }
        return findings;
    }

    private static Set<String> contractsAt(List<LedgerLine> ledger, List<Build> builds, long position) {
        Set<String> applied = new TreeSet<>();
        for (LedgerLine line : ledger) {
            if (line.position() <= position
                    && line.version().matches("\\d+")
                    && made(builds, line.version()).contract()) {
                if (line.isApplied()) {
                    applied.add(line.version());
                } else if (line.isReverted()) {
                    applied.remove(line.version());
                }
            }
        }
        return applied;
    }

    private static Made made(List<Build> builds, String version) {
        return builds.get(builds.size() - 1).ships().stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .orElseThrow();
    }

    /** What nobody needs any more must be gone, or be gone when its time is over. */
    private List<String> leftOver() {
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < 40 && !field.ask(DEAD).equals("0"); i++) {
            Naps.exactly(1000);
        }
        none(findings, "live leases", DEAD);
        String here = "(SELECT oid FROM pg_database WHERE datname = current_database())";
        none(
                findings,
                "locks of Bellows",
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = " + here);
        none(
                findings,
                "sessions",
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                        + " AND backend_type = 'client backend'");
        none(findings, "prepared transactions", "SELECT count(*) FROM pg_prepared_xacts");
        none(findings, "invalid indexes", "SELECT count(*) FROM pg_index WHERE NOT indisvalid");
        none(
                findings,
                "schemas of the quarantine",
                "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'bellows\\_q%'");
        return findings;
    }

    private void none(List<String> findings, String what, String count) {
        String left = db.value(count);
        if (!"0".equals(left)) {
            findings.add(what + " are left: " + left);
        }
    }

    /** The same files, run by psql on an empty database, make the same schema. */
    private List<String> schema(Build last) throws IOException {
        InstalledPostgres postgres = field.postgres();
        List<Made> inOrder = last.ships().stream()
                .sorted(Comparator.comparing(Made::version))
                .toList();
        for (Made each : inOrder) {
            psql(postgres, each.up());
        }
        psql(postgres, last.greeting());
        String expected = dump(postgres, reference);
        String actual = dump(postgres, db);
        if (expected.equals(actual)) {
            return List.of();
        }
        Files.writeString(folder.resolve("schema-expected.sql"), expected);
        Files.writeString(folder.resolve("schema-actual.sql"), actual);
        return List.of("the schema is not the one that psql makes of the same files: compare schema-expected.sql with"
                + " schema-actual.sql");
    }

    private void psql(InstalledPostgres postgres, String sql) throws IOException {
        Path file = Files.writeString(folder.resolve("psql.sql"), sql);
        String unused = postgres.run(List.of(
                postgres.binary("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.toString(), reference.name()));
    }

    /** Without comments, which name the database, and without the words that newer tools make up for each dump. */
    private static String dump(InstalledPostgres postgres, TestDatabase of) {
        return postgres.run(List.of(
                        postgres.binary("pg_dump"),
                        "--schema-only",
                        "--exclude-schema=ledger",
                        "--exclude-schema=chaos",
                        of.name()))
                .lines()
                .filter(line -> !line.startsWith("--") && !line.startsWith("\\") && !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private List<String> dump() {
        return db.query("SELECT l::text FROM ledger.bellows_ledger AS l ORDER BY position").stream()
                .map(row -> row.get(0))
                .toList();
    }

    private void count() {
        db.query("SELECT event, count(*) FROM ledger.bellows_ledger GROUP BY 1")
                .forEach(row -> figures.count("entries", row.get(0), Integer.parseInt(row.get(1))));
        db.query("SELECT 'build ' || build, count(*) FROM chaos.served GROUP BY 1")
                .forEach(row -> figures.count("served", row.get(0), Integer.parseInt(row.get(1))));
    }
}
