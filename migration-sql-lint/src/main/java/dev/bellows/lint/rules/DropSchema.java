package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Statement;
import java.util.List;

/** DROP SCHEMA and DROP OWNED. */
final class DropSchema implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-schema", "A schema is dropped, or all that a role owns.", CONTRACT, LOSES)
            .why("""
                    `DROP SCHEMA … CASCADE` removes every table, view, type and function in it. `DROP OWNED` removes
                    everything that the role owns in this database, and takes all of its privileges.""")
            .who("""
                    The release that runs now: each statement that names one of the objects fails, and the rows are gone. For
                    `DROP OWNED` also whoever was granted something by way of the role.""")
            .way("""
                    Drop or move what is in it piece by piece, each when no release uses it, and the empty schema last. For a
                    role, `REASSIGN OWNED` first.""")
            .cost("Several migrations; each of them is small and can be taken back.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof Drop drop)
                || (drop.kind() != ObjectKind.SCHEMA && drop.kind() != ObjectKind.OWNED)) {
            return;
        }
        for (ObjectReference object : drop.objects()) {
            String name = scope.text(object);
            if (drop.kind() == ObjectKind.OWNED) {
                findings.add(Hit.at(
                                object.place(),
                                "everything that " + name
                                        + " owns in this database goes with its rows, and all that it was granted")
                        .way(Way.NONE
                                .contract(
                                        "give it to another role: its rows stay, and who acts as the old owner may do less",
                                        "REASSIGN OWNED BY " + name + " TO CURRENT_USER;")
                                .contract("then only privileges are left", "DROP OWNED BY " + name + ";")));
            } else if (!scope.unused(object)) {
                findings.add(Hit.at(
                                object.place(),
                                "code that runs now still names what is in schema " + name + within(object, scope)
                                        + ": its statements fail, and the rows are gone")
                        .way(Way.NONE
                                .then("release a version that uses nothing of " + name)
                                .contract(
                                        "when nothing older runs, drop what is in it one by one, and then, without CASCADE, the"
                                                + " schema",
                                        "DROP SCHEMA " + name + ";"))
                        .assuming(scope.assumed(object)));
            }
        }
    }

    private static String within(ObjectReference object, Scope scope) {
        List<String> words = scope.schema().dependents(object);
        return words.isEmpty() ? "" : " (" + Sql.list(words) + ")";
    }
}
