package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.effect.NotNullProofs;
import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.KeyConstraint;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A UNIQUE or PRIMARY KEY constraint comes to a table that is written to. */
final class AddUnique implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "add-unique", "A unique or primary key is added.", CONTRACT, BLOCKS, FAILS)
            .why("""
                    `ADD UNIQUE` and `ADD PRIMARY KEY` build an index under an `ACCESS EXCLUSIVE` lock, and a primary key reads
                    every row for nulls besides. `ADD … USING INDEX` takes an index that `CREATE UNIQUE INDEX CONCURRENTLY` has
                    built while others worked; for a primary key only where its columns are known not to be null.""")
            .who("""
                    The release that runs now, as soon as it writes a value twice: `23505`, *duplicate key value*; for a primary
                    key a null too. Everybody who uses the table, until the index is built. The deployment, when there are
                    duplicates already.""")
            .way("""
                    Remove the duplicates and ship a release that writes none. Build the unique index `CONCURRENTLY`, as a
                    contract; then `ADD CONSTRAINT … USING INDEX`.""")
            .cost(
                    "A release and one more migration; an index that is built concurrently takes two to three times as long.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (AddedConstraint<KeyConstraint> added : AddedConstraint.of(scope, KeyConstraint.class)) {
            KeyConstraint key = added.constraint();
            if (key.index() == null) {
                built(added, findings);
            } else if (key.primary()) {
                taken(added, findings);
            }
        }
    }

    private static void built(AddedConstraint<KeyConstraint> added, Findings findings) {
        TableChange change = added.change();
        // What a new column that must not be null breaks is said by add-column-not-null.
        boolean primary = added.constraint().primary() && added.column() == null;
        boolean same = sameEverywhere(added.column());
        boolean contract = primary || same || !added.onlyNewColumns() || (added.column() == null && !added.leftNull());
        boolean blocks = added.takesLong();
        Set<Verdict> verdicts = TableChange.verdicts(contract, blocks);
        if (verdicts.isEmpty() || change.foreign()) {
            return;
        }
        String wait = "nobody can read or write " + change.table() + " until the index is built";
        if (same) {
            findings.add(Hit.at(
                            added.constraint().place(),
                            "every row of " + change.table() + " gets the same value in " + added.columnList()
                                    + ": PostgreSQL refuses it when there are two, and inserts of code that runs now, which"
                                    + " does not name it, fail from the second on")
                    .being(CONTRACT, FAILS)
                    .way(way(added))
                    .assuming(change.assumed()));
            return;
        }
        String message = contract
                ? "code that runs now and writes a value of " + change.table() + " " + added.columnList() + " twice"
                        + (primary ? ", or a null," : "") + " fails" + (blocks ? "; " + wait : "")
                : wait;
        findings.add(Hit.at(added.constraint().place(), message)
                .being(verdicts)
                .way(way(added))
                .assuming(change.assumed()));
    }

    /** Whether a new column has a default that is no expression: one value for all rows. */
    private static boolean sameEverywhere(@Nullable ColumnDefinition column) {
        return column != null
                && TableChange.filled(column)
                && column.constraints().stream()
                        .anyMatch(each -> each instanceof DefaultConstraint value && value.value() instanceof Literal);
    }

    /** A primary key over an index that is there: only nulls can matter. */
    private static void taken(AddedConstraint<KeyConstraint> added, Findings findings) {
        TableChange change = added.change();
        if (change.takesLong()) {
            findings.add(Hit.at(
                            added.constraint().place(),
                            "not all of its columns are NOT NULL yet: code that runs now and writes a null fails, and nobody"
                                    + " can read or write " + change.table() + " while its rows are searched for nulls")
                    .being(CONTRACT, BLOCKS)
                    .way(Way.NONE
                            .then("make the columns NOT NULL first, as `bellows lint --explain set-not-null` says")
                            .expand(
                                    "then the index is only taken",
                                    change.alter() + " ADD " + change.scope().text(added.constraint()) + ";"))
                    .assuming(change.assumed()));
        }
    }

    private static Way way(AddedConstraint<KeyConstraint> added) {
        TableChange change = added.change();
        KeyConstraint key = added.constraint();
        if (key.withoutOverlaps()) {
            return Way.NONE.then(
                    "no index for WITHOUT OVERLAPS can be built concurrently: make a new table with the key, keep"
                            + " both in step, and move over");
        }
        String name =
                key.primary() && key.name() == null ? Sql.join(change.name().name(), "pkey") : added.name("key");
        String columns = added.columnList()
                + (key.include().isEmpty() ? "" : " INCLUDE " + Sql.columns(key.include()))
                + (key.nullsNotDistinct() ? " NULLS NOT DISTINCT" : "");
        if (change.partitioned()) {
            return partitioned(change, name, columns, key);
        }
        Way way = Way.NONE;
        if (added.column() != null) {
            way = way.expand("the column alone", change.alter() + " ADD COLUMN " + added.plainColumn() + ";");
        }
        way = way.then("remove duplicates, and release a version that writes none")
                .contract(
                        "alone in its migration; it fails on duplicates, and binds writers from then on",
                        "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + change.table() + " " + columns + ";");
        if (key.primary()) {
            NotNullProofs proofs = new NotNullProofs(change.scope().schema());
            for (Identifier column : added.columns()) {
                if (!proofs.proven(change.resolved(), column.name())) {
                    way = SetNotNull.way(way, change, column);
                }
            }
        }
        return way.expand(
                "takes the index, for a moment",
                change.alter() + " ADD CONSTRAINT " + name + (key.primary() ? " PRIMARY KEY" : " UNIQUE")
                        + " USING INDEX " + name + ";");
    }

    /** A partitioned table takes no index that is there, but its key takes those of its partitions when each has one. */
    private static Way partitioned(TableChange change, String name, String columns, KeyConstraint key) {
        List<Table> partitions = change.scope().schema().children(change.resolved());
        Way way = Way.NONE.then("remove duplicates, and release a version that writes none");
        for (Table partition : partitions) {
            String index = Sql.join(partition.name().name(), key.primary() ? "pkey" : "key");
            String constraint = " ADD CONSTRAINT " + index + (key.primary() ? " PRIMARY KEY" : " UNIQUE");
            way = way.contract(
                            "alone in its migration",
                            "CREATE UNIQUE INDEX CONCURRENTLY " + index + " ON " + partition.name() + " " + columns
                                    + ";")
                    .expand(
                            "takes the index, for a moment",
                            "ALTER TABLE " + partition.name() + constraint + " USING INDEX " + index + ";");
        }
        return way.expand(
                "finds the keys of the partitions and builds none",
                change.alter() + " ADD CONSTRAINT " + name + (key.primary() ? " PRIMARY KEY " : " UNIQUE ") + columns
                        + ";");
    }
}
