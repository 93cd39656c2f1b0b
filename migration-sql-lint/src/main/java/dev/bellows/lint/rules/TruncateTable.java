package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.tree.Relation;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Truncate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** TRUNCATE. */
final class TruncateTable implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("truncate", "All rows of a table are removed.", LOSES)
            .why("""
                    `TRUNCATE` removes all rows at once, without a trigger for each and without a trace; `CASCADE` does so
                    with every table whose foreign key points to it, and with those that point to these. It takes an `ACCESS
                    EXCLUSIVE` lock, and a transaction with an older snapshot sees the table empty.""")
            .who("""
                    Whoever needs the rows. A migration runs in every environment, also in the one that was not thought of.""")
            .way("""
                    Delete what is meant, by its key, in batches outside the migration. If the table is to be refilled, fill
                    a new one and exchange the names.""")
            .cost("It takes longer, and can be stopped.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Truncate truncate) {
            for (Relation relation : truncate.tables()) {
                List<String> along = truncate.cascade() ? along(relation, truncate, scope) : List.of();
                if (!scope.unused(relation.name()) || !along.isEmpty()) {
                    String name = scope.text(relation.name());
                    findings.add(Hit.at(
                                    relation.place(),
                                    "all rows of " + name + " are gone"
                                            + (along.isEmpty()
                                                    ? ""
                                                    : ", and those of " + Sql.list(along) + " by CASCADE"))
                            .way(Way.NONE.then(
                                    "delete by key, in batches of some thousand rows, what is really meant to go: DELETE"
                                            + " FROM " + name + " WHERE …"))
                            .assuming(scope.assumed(relation.name())));
                }
            }
        }
    }

    /** The tables that point to it, and those that point to these, as far as somebody uses them. */
    private static List<String> along(Relation relation, Truncate truncate, Scope scope) {
        Set<ObjectName> named =
                truncate.tables().stream().map(each -> scope.name(each.name())).collect(Collectors.toSet());
        Set<ObjectName> found = new LinkedHashSet<>();
        Deque<ObjectName> open = new ArrayDeque<>(List.of(scope.name(relation.name())));
        while (!open.isEmpty()) {
            for (ObjectName table : scope.schema().referrers(open.pop(), null)) {
                if (!named.contains(table) && found.add(table)) {
                    open.add(table);
                }
            }
        }
        return found.stream()
                .filter(table -> !scope.unused(table))
                .map(ObjectName::toString)
                .toList();
    }
}
