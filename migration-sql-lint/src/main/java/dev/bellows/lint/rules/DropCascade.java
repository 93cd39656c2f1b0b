package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;

/** CASCADE. */
final class DropCascade implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-cascade", "CASCADE drops what the statement does not name.", CONTRACT, LOSES, ADVICE)
            .why("""
                    Without `CASCADE` PostgreSQL refuses to drop what something else depends on, and names it. With it,
                    views, foreign keys, columns and triggers go along, also those that exist only on the server where nobody
                    looked.""")
            .who("""
                    Whoever uses what goes along: a report whose view is gone, a table whose foreign key no longer checks
                    anything.""")
            .way("""
                    Leave `CASCADE` out. Drop or change what depends on the object first, each by name and each when no
                    release uses it.""")
            .cost("More statements; each of them can be seen in review.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        // What is in a schema, or owned by a role, is what drop-schema says.
        if (statement instanceof Drop drop
                && drop.cascade()
                && drop.kind() != ObjectKind.SCHEMA
                && drop.kind() != ObjectKind.OWNED) {
            for (ObjectReference object : drop.objects()) {
                if (!scope.unused(object)) {
                    String sql = Dropping.sql(drop, object, scope).replaceFirst("(?i)\\s+CASCADE;$", ";");
                    findings.add(hit(
                            object.place(), scope.text(object), scope.schema().dependents(object), sql));
                }
            }
        } else if (statement instanceof AlterTable alter) {
            QualifiedName table = alter.relation().name();
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof dev.bellows.sql.tree.DropColumn drop
                        && drop.cascade()
                        && !scope.unused(table, drop.column().name())) {
                    String name = scope.text(table) + "." + drop.column().written();
                    List<String> gone = scope.schema()
                            .dependentsOfColumn(scope.name(table), drop.column().name());
                    findings.add(hit(drop.place(), name, gone, without(action, table, scope)));
                } else if (action instanceof DropConstraint drop && drop.cascade() && !scope.unused(table)) {
                    List<String> gone = scope.schema()
                            .dependentsOfConstraint(
                                    scope.name(table), drop.constraint().name());
                    findings.add(hit(drop.place(), drop.constraint().written(), gone, without(action, table, scope)));
                }
            }
        }
    }

    private static String without(AlterTableAction action, QualifiedName table, Scope scope) {
        return ("ALTER TABLE " + scope.text(table) + " " + scope.text(action)).replaceFirst("(?i)\\s+CASCADE$", "")
                + ";";
    }

    private static Hit hit(Place place, String name, List<String> gone, String sql) {
        if (gone.isEmpty()) {
            return Hit.at(
                            place,
                            "whatever depends on " + name
                                    + " goes along unseen, and nothing that does is known here: leave"
                                    + " CASCADE out, so that PostgreSQL refuses and names it")
                    .being(ADVICE)
                    .way(Way.NONE.contract("without CASCADE", sql));
        }
        Hit hit = Hit.at(place, "CASCADE drops with " + name + ": " + Sql.list(gone) + "; whoever uses these fails")
                .way(Way.NONE
                        .then("change or drop these first, by name, each when no release uses it: " + Sql.list(gone))
                        .contract("then without CASCADE", sql));
        return gone.stream().anyMatch(each -> each.startsWith("table ") || each.startsWith("column "))
                ? hit.being(CONTRACT, LOSES)
                : hit.being(CONTRACT);
    }
}
