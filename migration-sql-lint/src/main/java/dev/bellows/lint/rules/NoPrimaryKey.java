package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.LikeTable;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.Statement;

/** A table without a primary key. */
final class NoPrimaryKey implements Rule {
    private static final RuleInfo INFO = RuleInfo.style("no-primary-key", "A table has no primary key.")
            .why("""
                    Without one nothing tells two equal rows apart: logical replication refuses `UPDATE` and `DELETE`, a batch has nothing to go by,
                    and a duplicate cannot be removed alone.""")
            .who("Whoever replicates the table, cleans it up, or works in batches.")
            .way("Give it a primary key.")
            .cost("An index.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof CreateTable table
                && table.partitionOf() == null
                && table.server() == null
                && table.inherits().isEmpty()
                && table.persistence() != Persistence.TEMPORARY) {
            boolean copied = table.elements().stream()
                    .anyMatch(element -> element instanceof LikeTable like
                            && (like.including().contains("ALL")
                                    || like.including().contains("INDEXES")));
            if (!copied) {
                findings.add(
                        Hit.at(table.name().place(), "nothing tells the rows of " + scope.text(table.name()) + " apart")
                                .way(Way.NONE.then(
                                        "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, or the columns that do")),
                        schema -> schema.table(table.name())
                                .map(each -> each.primaryKey().isPresent() || each.partition())
                                .orElse(true));
            }
        }
    }
}
