package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** RENAME of a function, a procedure, an aggregate or what operators are made of. */
final class RenameRoutine implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.ROUTINE,
            ObjectKind.AGGREGATE,
            ObjectKind.OPERATOR_CLASS,
            ObjectKind.OPERATOR_FAMILY);

    private static final RuleInfo INFO = RuleInfo.of(
                    "rename-routine", "A function, procedure or aggregate is renamed.", CONTRACT)
            .why("""
                    Views, triggers and defaults keep what they mean; calls in the statements of running code and in the
                    bodies of other functions go by name, as these bodies are text.""")
            .who("""
                    The release that runs now: each call fails with `42883`, *function does not exist*. So does every
                    PL/pgSQL function that calls it.""")
            .way("""
                    Create one of the new name that does the same, ship a release that calls it, then drop the old one in a
                    migration that is tagged as a contract.""")
            .cost("Two functions for one release.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Rename rename && KINDS.contains(rename.kind()) && !scope.unused(rename.object())) {
            String from = Renaming.from(rename, scope);
            String to = rename.to().written();
            findings.add(Hit.at(
                            rename.place(),
                            "code that runs now still calls " + from + ": its calls fail once it is called " + to)
                    .way(Way.NONE
                            .expand(
                                    "the same under the new name",
                                    "CREATE " + rename.kind().words() + " " + to + " …;")
                            .then("release a version that only calls " + to)
                            .contract(
                                    "when nothing older runs",
                                    "DROP " + rename.kind().words() + " " + scope.text(rename.object()) + ";"))
                    .assuming(scope.assumed(rename.object())));
        }
    }
}
