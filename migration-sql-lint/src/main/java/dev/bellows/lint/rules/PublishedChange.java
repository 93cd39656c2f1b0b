package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.SetSchema;
import dev.bellows.sql.tree.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DROP, RENAME or SET SCHEMA of what a publication sends. */
final class PublishedChange implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "published-change",
                    "A table or column that a publication sends is dropped, renamed or moved.",
                    CONTRACT)
            .why("""
                    Logical replication sends data, not DDL, and finds tables and columns on the other side by schema and
                    name: https://www.postgresql.org/docs/18/logical-replication-restrictions.html""")
            .who("""
                    The subscriber. After a rename its apply worker stops with *relation does not exist* or *missing
                    replicated columns*, and the changes that it does not take pile up as WAL here until the disk is full.
                    After a drop its copy stands still, and a column that is `NOT NULL` there stops it.""")
            .way("""
                    Change the subscriber first: add the new name there, or take the table out of the publication once nobody
                    there needs it. Then change it here, in a migration that is tagged as a contract.""")
            .cost("Somebody has to act on the other side, first.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.TABLE) {
            for (ObjectReference table : drop.objects()) {
                report(
                        table,
                        Sql.named(table),
                        scope,
                        findings,
                        "goes: their copy stands still, and is no longer kept");
            }
        } else if (statement instanceof Rename rename && rename.object().name() != null) {
            QualifiedName table = rename.object().name();
            boolean own = rename.part() == null && rename.kind() == ObjectKind.TABLE;
            @Nullable Identifier part = rename.kind() == ObjectKind.COLUMN ? rename.part() : null;
            if (own) {
                report(
                        rename,
                        table,
                        scope,
                        findings,
                        "is sent as " + rename.to().written() + ", which they do not have");
            } else if (part != null && !scope.unused(table, part.name())) {
                report(
                        rename,
                        table,
                        scope,
                        findings,
                        "has no column " + part.written() + " any more: they have none called "
                                + rename.to().written());
            }
        } else if (statement instanceof SetSchema move && move.object().kind() == ObjectKind.TABLE) {
            report(
                    move,
                    Sql.named(move.object()),
                    scope,
                    findings,
                    "is sent as one of schema " + move.schema().written() + ", where they do not have it");
        } else if (statement instanceof AlterTable alter) {
            QualifiedName table = alter.relation().name();
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof dev.bellows.sql.tree.DropColumn drop
                        && !scope.unused(table, drop.column().name())) {
                    report(
                            action,
                            table,
                            scope,
                            findings,
                            "no longer has " + drop.column().written()
                                    + ": in their copy it keeps its default, and stops them where it is NOT NULL");
                }
            }
        }
    }

    private static void report(Node node, QualifiedName table, Scope scope, Findings findings, String what) {
        Set<String> publications = scope.schema().publications(scope.name(table));
        if (!publications.isEmpty() && !scope.unused(table)) {
            findings.add(Hit.at(
                            node.place(),
                            "subscribers of publication " + String.join(", ", publications) + ": " + scope.text(table)
                                    + " " + what)
                    .way(Way.NONE
                            .then("change the subscriber first, so that it has what will be sent")
                            .contract("then", "-- as it stands, when no release here needs it either")));
        }
    }
}
