package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.CreateView;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** RENAME of a table, a view or a sequence. */
final class RenameTable implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE);

    private static final RuleInfo INFO = RuleInfo.of(
                    "rename-table", "A table, view or sequence is renamed.", CONTRACT, ADVICE)
            .why("""
                    `RENAME` changes the name for everybody at the commit. There is no moment at which old and new code both
                    find what they name, unless a view takes the old name in the same transaction.""")
            .who("""
                    The release that runs now: each of its statements that names the old one fails with `42P01`, *relation
                    does not exist*. With views, triggers and foreign keys nothing happens: they keep what they mean.""")
            .way("""
                    Put a view of the new name beside the table, which takes reads and writes as it stands; ship a release
                    that uses the new name; then exchange both in a migration that is tagged as a contract.""")
            .cost("""
                    A release between. Through a view, `COPY … FROM` and `TRUNCATE` do not work, and `ON CONFLICT ON
                    CONSTRAINT` needs the columns in its place.""");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof Rename rename) || !KINDS.contains(rename.kind())) {
            return;
        }
        QualifiedName name = Sql.named(rename.object());
        boolean index = scope.schema().index(scope.name(name)).isPresent();
        if (!index && !scope.unused(name)) {
            findings.add((viewed(name, scope) ? softer(rename, name, scope) : hit(rename, name, scope))
                    .assuming(scope.assumed(name)));
        }
    }

    /** Whether a view takes the old name before anybody can miss it. */
    private static boolean viewed(QualifiedName name, Scope scope) {
        return scope.transactional()
                && scope.later().stream()
                        .anyMatch(each -> each instanceof CreateView view
                                && scope.name(view.name()).equals(scope.name(name)));
    }

    private static Hit softer(Rename rename, QualifiedName name, Scope scope) {
        return Hit.at(
                        rename.place(),
                        scope.text(name)
                                + " becomes a view below: code that runs now reads and writes through it, but COPY FROM,"
                                + " TRUNCATE and ON CONFLICT ON CONSTRAINT fail, and the view lacks what was granted on the"
                                + " table")
                .being(ADVICE);
    }

    private static Hit hit(Rename rename, QualifiedName name, Scope scope) {
        String from = scope.text(name);
        String to = rename.to().written();
        return Hit.at(
                        rename.place(),
                        "code that runs now still names " + from + ": its statements fail once it is called " + to)
                .being(CONTRACT)
                .way(rename.kind() == ObjectKind.SEQUENCE ? sequence(from, to) : relation(rename, name, scope));
    }

    private static Way sequence(String from, String to) {
        return Way.NONE
                .then("a sequence has one name only: release a version that does not name " + from
                        + ", such as by leaving the number to the column's default")
                .contract("when nothing older runs", "ALTER SEQUENCE " + from + " RENAME TO " + to + ";");
    }

    private static Way relation(Rename rename, QualifiedName name, Scope scope) {
        String from = scope.text(name);
        String beside = Sql.beside(name, rename.to(), scope);
        return Way.NONE
                .expand(
                        "a view of the new name"
                                + (rename.kind() == ObjectKind.TABLE ? ", which reads and writes" : "")
                                + "; grant on it what is granted on " + from,
                        "CREATE VIEW " + beside + " AS SELECT * FROM " + from + ";")
                .then("release a version that only names " + beside)
                .contract(
                        "when nothing older runs, in one transaction",
                        "DROP VIEW " + beside + ";\nALTER " + rename.kind().words() + " " + from + " RENAME TO "
                                + rename.to().written() + ";");
    }
}
