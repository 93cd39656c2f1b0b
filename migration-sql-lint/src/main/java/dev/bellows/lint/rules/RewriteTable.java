package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.schema.Sequence;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.MoveAll;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.SetAccessMethod;
import dev.bellows.sql.tree.SetLogged;
import dev.bellows.sql.tree.SetTablespace;
import dev.bellows.sql.tree.Statement;

/** All rows of a table, or all entries of an index, move to another place. */
final class RewriteTable implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "rewrite-table", "A table or an index is copied as a whole.", BLOCKS, LOSES)
            .why("""
                    `SET LOGGED`, `SET UNLOGGED`, `SET TABLESPACE` and `SET ACCESS METHOD` copy everything under an `ACCESS
                    EXCLUSIVE` lock. An `UNLOGGED` table is empty after a crash, and standbys and backups from the log do not
                    have its rows.""")
            .who("Everybody who uses the table, as long as the copy takes.")
            .way("""
                    Move an index by building it again `CONCURRENTLY` in the new place. Move a table by a new one that is kept in
                    step, by `pg_repack --tablespace`, or in a window in which nobody works.""")
            .cost("A second copy for a while.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (copies(change)) {
                findings.add(hit(change));
            }
        }
        if (statement instanceof MoveAll all) {
            findings.add(Hit.at(
                            all.place(),
                            "each " + Sql.lower(all.kind().words()) + " in "
                                    + all.from().written()
                                    + " is locked against everybody until all of them are copied")
                    .being(BLOCKS)
                    .way(Way.NONE.then("move them one by one")));
        }
    }

    private static boolean copies(TableChange change) {
        AlterTable statement = change.statement();
        AlterTableAction action = change.action();
        var object = change.scope().schema().object(change.resolved()).orElse(null);
        if (statement.kind() == ObjectKind.SEQUENCE || object instanceof Sequence || change.partitioned()) {
            return false;
        }
        return action instanceof SetTablespace
                || action instanceof SetAccessMethod
                || (action instanceof SetLogged logged && !isAlready(change, logged));
    }

    private static boolean isAlready(TableChange change, SetLogged logged) {
        Persistence wanted = logged.logged() ? Persistence.PERMANENT : Persistence.UNLOGGED;
        return change.assumed() == null
                && change.scope()
                        .table(change.name())
                        .map(Table::persistence)
                        .map(wanted::equals)
                        .orElse(false);
    }

    private static Hit hit(TableChange change) {
        String table = change.table();
        boolean index = change.statement().kind() == ObjectKind.INDEX;
        String wait = index
                ? "nobody can use the index " + table + " or write to its table while it is copied"
                : "nobody can read or write " + table + " while it is copied";
        Hit hit = Hit.at(change.action().place(), wait).assuming(change.assumed());
        if (change.action() instanceof SetLogged logged && !logged.logged()) {
            return Hit.at(
                            change.action().place(),
                            wait + "; from then on its rows are gone after a crash, and standbys do not have them")
                    .way(Way.NONE.then("make a new unlogged table for what may be lost"))
                    .assuming(change.assumed());
        }
        return hit.being(BLOCKS)
                .way(
                        index
                                ? Way.NONE.then("REINDEX (TABLESPACE …, CONCURRENTLY) INDEX " + table
                                        + ", alone in its migration")
                                : Way.NONE.then("copy " + table
                                        + " into a new table that is kept in step, use pg_repack, or take a"
                                        + " window in which nobody works"));
    }
}
