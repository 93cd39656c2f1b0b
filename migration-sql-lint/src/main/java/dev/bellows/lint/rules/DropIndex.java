package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Index;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Statement;
import java.util.Optional;

/** DROP INDEX without CONCURRENTLY. */
final class DropIndex implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-index", "An index is dropped while everybody waits.", BLOCKS, FAILS)
            .why("""
                    `DROP INDEX` takes an `ACCESS EXCLUSIVE` lock on the table. It waits for every transaction that uses the
                    table, and every reader and writer queues behind it. `CONCURRENTLY` waits without keeping anybody.""")
            .who("""
                    Everybody who reads or writes the table, for as long as the oldest transaction on it takes.""")
            .way("""
                    Drop it `CONCURRENTLY`, alone in its migration, one index at a time. The index of a partitioned table
                    cannot be dropped so: give it a short lock timeout.""")
            .cost("""
                    It cannot run in a transaction; one that fails leaves the index INVALID, and is run again.""");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.INDEX) {
            if (drop.concurrently() && drop.objects().size() > 1) {
                findings.add(several(drop, scope));
            }
            for (ObjectReference object : drop.objects()) {
                Optional<Index> index = scope.schema().index(scope.name(Sql.named(object)));
                boolean unused = scope.unused(object)
                        || index.map(each -> scope.unused(each.table())).orElse(false);
                if (index.map(Index::constraint).orElse(false)) {
                    findings.add(carrier(object, index.orElseThrow(), scope));
                } else if (!unused && !drop.concurrently()) {
                    findings.add(waiting(object, index, scope));
                }
            }
        }
    }

    private static Hit waiting(ObjectReference object, Optional<Index> index, Scope scope) {
        String name = scope.text(object);
        boolean partitioned = index.flatMap(each -> scope.schema().table(each.table()))
                .map(table -> table.kind() == Table.Kind.PARTITIONED)
                .orElse(false);
        String table = index.map(each -> each.table().toString()).orElse("its table");
        Way way = partitioned
                ? Way.NONE.expand(
                        "an index of a partitioned table cannot be dropped concurrently: alone in its migration, so that nobody"
                                + " waits long",
                        "-- bellows:lock-timeout 1s\nDROP INDEX " + name + ";")
                : Way.NONE.expand("alone in its migration", "DROP INDEX CONCURRENTLY " + name + ";");
        return Hit.at(
                        object.place(),
                        "nobody can read or write " + table + " while dropping " + name
                                + " waits for the transactions that use it")
                .being(BLOCKS)
                .way(way)
                .assuming(scope.assumed(object));
    }

    private static Hit several(Drop drop, Scope scope) {
        Way way = Way.NONE;
        for (ObjectReference object : drop.objects()) {
            way = way.expand("alone in its migration", "DROP INDEX CONCURRENTLY " + scope.text(object) + ";");
        }
        return Hit.at(drop.place(), "PostgreSQL drops one index at a time CONCURRENTLY, and refuses several")
                .being(FAILS)
                .way(way);
    }

    private static Hit carrier(ObjectReference object, Index index, Scope scope) {
        return Hit.at(
                        object.place(),
                        "PostgreSQL refuses to drop " + scope.text(object)
                                + ": it carries the constraint of that name on " + index.table()
                                + ", which is what has to be dropped")
                .being(FAILS);
    }
}
