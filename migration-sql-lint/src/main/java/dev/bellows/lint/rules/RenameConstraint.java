package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RENAME of a constraint, also by its index. */
final class RenameConstraint implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("rename-constraint", "A constraint is renamed.", CONTRACT)
            .why("""
                    A constraint has two names in code: `ON CONFLICT ON CONSTRAINT name`, and the constraint that an error
                    message carries. An index that carries a constraint has the same name, so `ALTER INDEX … RENAME` renames
                    both. Any other index may be renamed freely.""")
            .who("""
                    The release that runs now: `ON CONFLICT ON CONSTRAINT` fails with `42704`; code that turns a violation
                    into *this address is taken* by the constraint's name no longer recognises it.""")
            .way("""
                    Ship a release that uses `ON CONFLICT (columns)` and knows both names in errors, then rename in a
                    migration that is tagged as a contract.""")
            .cost("A release between.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof Rename rename)) {
            return;
        }
        @Nullable QualifiedName object = rename.object().name();
        @Nullable Identifier part = rename.part();
        if (object != null && part != null && rename.kind() == ObjectKind.TABLE_CONSTRAINT) {
            Optional<SchemaConstraint> known = scope.table(object).flatMap(table -> table.constraint(part.name()));
            boolean unused = scope.unused(object)
                    || known.map(each -> scope.unused(each.since())).orElse(false);
            boolean key = known.map(SchemaConstraint::indexed).orElse(true);
            if (!unused) {
                findings.add(hit(rename, part.written() + " of " + scope.text(object), key, scope)
                        .assuming(
                                known.isPresent() ? null : "no file here adds " + part.written() + ": taken as a key"));
            }
        } else if (rename.kind() == ObjectKind.DOMAIN_CONSTRAINT && part != null && !scope.unused(rename.object())) {
            findings.add(hit(rename, part.written() + " of " + scope.text(rename.object()), false, scope)
                    .assuming(scope.assumed(rename.object())));
        } else if (object != null
                && part == null
                && (rename.kind() == ObjectKind.INDEX || rename.kind() == ObjectKind.TABLE)) {
            scope.schema()
                    .index(scope.name(object))
                    .filter(index -> index.constraint() && !scope.unused(object) && !scope.unused(index.table()))
                    .ifPresent(index ->
                            findings.add(hit(rename, scope.text(object) + " of " + index.table(), true, scope)));
        }
    }

    private static Hit hit(Rename rename, String name, boolean key, Scope scope) {
        return Hit.at(
                        rename.place(),
                        (key
                                        ? "ON CONFLICT ON CONSTRAINT and error handling of code that runs now name "
                                        : "error handling of code that runs now may tell violations by the name of ")
                                + name + ": they no longer find it once it is called "
                                + rename.to().written())
                .way(Way.NONE
                        .then(
                                key
                                        ? "release a version that says ON CONFLICT (columns) and knows both names in errors"
                                        : "release a version that knows both names in errors")
                        .contract("when nothing older runs", scope.text(rename.place()) + ";"));
    }
}
