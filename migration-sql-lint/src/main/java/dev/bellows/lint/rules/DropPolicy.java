package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Statement;
import java.util.Optional;
import java.util.Set;

/** DROP POLICY. */
final class DropPolicy implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(ObjectKind.POLICY);

    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-policy", "A row security policy is dropped.", CONTRACT, ADVICE)
            .why("""
                    Without its permissive policies, a table with row security shows and takes no rows at all; without its
                    restrictive ones, it shows rows that were hidden. PostgreSQL combines policies with `OR` and restrictive
                    ones with `AND`.""")
            .who("""
                    The release that runs now reads too little, or its users see too much: `SELECT` just returns other rows,
                    `INSERT` fails with `42501`.""")
            .way("""
                    Create the new policy beside the old one, then drop the old one in a migration that is tagged as a
                    contract. `ALTER POLICY` changes its expressions and roles in one step.""")
            .cost("While both are there, rows that either of two permissive policies lets through are seen.");

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
                named -> "code that runs now sees and writes rows by " + named + ": without it these are others",
                "create what replaces %s beside it",
                policy -> scope.transactional() && Recreated.of(policy, scope).isPresent()
                        ? Optional.of(Hit.at(
                                        policy.place(),
                                        Dropping.named(policy, scope)
                                                + " is made again below: compare both, so that code that runs now still sees and"
                                                + " writes its rows; ALTER POLICY says what changes")
                                .being(ADVICE))
                        : Optional.empty());
    }
}
