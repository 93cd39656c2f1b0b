package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.schema.Routine;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DROP of a function, a procedure, an aggregate or an operator. */
final class DropRoutine implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.ROUTINE,
            ObjectKind.AGGREGATE,
            ObjectKind.OPERATOR,
            ObjectKind.OPERATOR_CLASS,
            ObjectKind.OPERATOR_FAMILY);

    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-routine", "A function, procedure, aggregate or operator is dropped.", CONTRACT, ADVICE)
            .why("""
                    PostgreSQL refuses to drop a function while a view, a trigger, a default or an index uses it; calls in
                    the statements of running code, and in the bodies of other functions, it does not see.""")
            .who("The release that runs now: each call fails with `42883`, *function does not exist*.")
            .way("""
                    Put the new one beside the old one, as an overload or under another name; ship a release that calls it;
                    then drop the old one in a migration that is tagged as a contract. A new body with the same parameters
                    and result is `CREATE OR REPLACE`.""")
            .cost("""
                    A release between. An overload must differ in the types of its parameters so that calls stay unambiguous;
                    defaults can make them ambiguous.""");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        Dropping.report(
                statement,
                KINDS,
                scope,
                findings,
                named -> "code that runs now still calls " + named + ": its calls fail once it is gone",
                "release a version that calls another one in place of %s",
                routine -> replaced(routine, scope));
    }

    /** One that is made again in the same transaction, with the same parameters and result, is never missing. */
    private static Optional<Hit> replaced(ObjectReference reference, Scope scope) {
        Optional<CreateRoutine> again = scope.transactional()
                ? Recreated.of(reference, scope).map(CreateRoutine.class::cast)
                : Optional.empty();
        List<Routine> before = scope.schema().routines(Sql.named(reference));
        return again.filter(routine -> before.size() == 1
                        && result(routine.returns()).equals(result(before.get(0).returns()))
                        && (reference.types() != null
                                || routine.parameters().size()
                                        == before.get(0).parameters().size()))
                .map(routine -> Hit.at(
                                reference.place(),
                                scope.text(reference)
                                        + " is made again below, and what was granted on the old one is gone:"
                                        + " use CREATE OR REPLACE, which keeps it")
                        .being(ADVICE));
    }

    private static String result(@Nullable DataType type) {
        return type == null ? "" : type.name() + "[]".repeat(type.dimensions()) + type.setOf();
    }
}
