package dev.bellows.chaos;

import dev.bellows.chaos.Child.Call;
import dev.bellows.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must be so when a folder was let finish, whatever had happened to it; each check tells what is not. */
final class Checks {
    /** What a lease of the library lasts, and some more. */
    private static final int SECONDS = 40;

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
            findings.addAll(told());
            findings.addAll(LedgerChecks.effects(db, last.ships()));
            findings.addAll(LedgerChecks.walks(db, last.ships()));
            findings.addAll(LedgerChecks.repeatables(db, builds.size()));
            findings.addAll(serving(db, builds));
            findings.addAll(LeftOver.findings(db, SECONDS));
            count();
        } else {
            findings.add("there is no ledger");
        }
        findings.addAll(new SchemaCheck(field.postgres(), reference, folder).findings(db, last));
        return findings;
    }

    /** What runs that ended well said they had done. */
    private List<String> told() {
        List<String> findings = new ArrayList<>();
        List<LedgerLine> ledger = LedgerLine.all(db);
        for (Child child : field.children()) {
            @Nullable Call call = child.call();
            if (call != null) {
                Truth truth = Truth.of(child, call);
                if (truth.isTold()) {
                    findings.addAll(truth.findings(builds.get(call.build() - 1), ledger));
                    figures.count("reports", call.arguments());
                }
            }
        }
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
                    && !line.version().isEmpty()
                    && !line.isRepeatable()
                    && made(builds, line.label()).contract()) {
                if (line.isApplied()) {
                    applied.add(line.label());
                } else if (line.isReverted()) {
                    applied.remove(line.label());
                }
            }
        }
        return applied;
    }

    private static Made made(List<Build> builds, String label) {
        return builds.get(builds.size() - 1).ships().stream()
                .filter(each -> each.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private List<String> dump() {
        return db.query("SELECT l::text FROM ledger.bellows_ledger AS l ORDER BY position").stream()
                .map(row -> row.get(0))
                .toList();
    }

    private void count() {
        db.query("SELECT event, count(*) FROM ledger.bellows_ledger GROUP BY 1")
                .forEach(row -> figures.count("entries", row.get(0), Integer.parseInt(row.get(1))));
        for (LedgerLine line : LedgerLine.all(db)) {
            if (line.isApplied()
                    && line.done() == line.total()
                    && !line.isRepeatable()
                    && !line.version().isEmpty()) {
                Made made = made(builds, line.label());
                figures.count("kinds", made.kind());
                figures.count("owners", made.owner());
                figures.count("checks", made.check().isEmpty() ? "without" : "with");
            }
        }
        db.query("SELECT 'build ' || build, count(*) FROM chaos.served GROUP BY 1")
                .forEach(row -> figures.count("served", row.get(0), Integer.parseInt(row.get(1))));
    }
}
