package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.AlterTypeAction;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.RenameEnumValue;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** RENAME of a type, a domain, an attribute or an enum value. */
final class RenameType implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.TYPE, ObjectKind.DOMAIN, ObjectKind.ATTRIBUTE);

    private static final RuleInfo INFO = RuleInfo.of(
                    "rename-type", "A type, one of its attributes or an enum value is renamed.", CONTRACT)
            .why("""
                    Columns keep their type under its new name, and rows their value. Running code has the old words in
                    casts, in parameters and in its own enum.""")
            .who("""
                    The release that runs now: `$1::old` fails with `42704`; an old enum value in an `INSERT` or a `WHERE`
                    fails with `22P02`; a new one that is read is unknown to the code, which fails on rows that it wrote
                    itself.""")
            .way("""
                    For a type, create one of the new name and move columns to it like any change of type. For an enum value,
                    add the new one, ship a release that knows both, move the rows in batches; the old one stays, as
                    PostgreSQL cannot drop a value.""")
            .cost("A release or two between; the old enum value stays.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Rename rename && KINDS.contains(rename.kind()) && !scope.unused(rename.object())) {
            String to = rename.to().written();
            findings.add(Hit.at(
                            rename.place(),
                            "code that runs now still names " + Renaming.from(rename, scope)
                                    + ": its statements fail once it is called " + to)
                    .way(Way.NONE
                            .then(
                                    "release a version that names neither, or keep the name here and change it in the code only")
                            .contract("when nothing older runs", scope.text(rename.place()) + ";"))
                    .assuming(scope.assumed(rename.object())));
        } else if (statement instanceof AlterType alter) {
            ObjectReference type = new ObjectReference(
                    ObjectKind.TYPE, alter.name(), null, null, alter.name().place());
            for (AlterTypeAction action : alter.actions()) {
                if (action instanceof RenameEnumValue value && !scope.unused(type)) {
                    findings.add(value(value, type, scope));
                }
            }
        }
    }

    private static Hit value(RenameEnumValue value, ObjectReference type, Scope scope) {
        String name = scope.text(type);
        return Hit.at(
                        value.place(),
                        "code that runs now writes '" + value.from() + "' as " + name + " and fails, and reads '"
                                + value.to() + "', which it does not know")
                .way(Way.NONE
                        .expand(
                                "the new value beside the old one, alone in its migration",
                                "ALTER TYPE " + name + " ADD VALUE " + Sql.string(value.to()) + " AFTER "
                                        + Sql.string(value.from()) + ";")
                        .then(
                                "release a version that reads both and writes the old one, then one that writes the new one")
                        .then("change the rows that have the old one, in batches; the old value stays in the type"))
                .assuming(scope.assumed(type));
    }
}
