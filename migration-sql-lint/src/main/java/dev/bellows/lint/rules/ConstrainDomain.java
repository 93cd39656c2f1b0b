package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.effect.DomainUses;
import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.UserType;
import dev.bellows.sql.tree.AddDomainConstraint;
import dev.bellows.sql.tree.AlterDomain;
import dev.bellows.sql.tree.AlterDomainAction;
import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.SetDomainNotNull;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.ValidateDomainConstraint;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A domain demands more of its values. */
final class ConstrainDomain implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "constrain-domain", "A domain demands more of its values.", CONTRACT, BLOCKS)
            .why("""
                    `ALTER DOMAIN … ADD CONSTRAINT` and `SET NOT NULL` read every row of every table with a column of the domain,
                    under a `SHARE` lock on all of them at once. `NOT VALID` spares that, but `VALIDATE CONSTRAINT` of a domain
                    takes the same locks: for domains there is no way that lets writers pass.""")
            .who("""
                    The release that runs now, as soon as it writes what the domain refuses, into any of the tables: `23514` or
                    `23502`. Everybody who writes to one of them, until the last of them is read.""")
            .way("""
                    A `CHECK` at each column, added `NOT VALID` and validated in another migration, which stops nobody.""")
            .cost("A release, and a check for each column.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof AlterDomain alter) || !narrows(alter.action()) || isUnused(alter.name(), scope)) {
            return;
        }
        boolean known = scope.schema().type(alter.name()).isPresent();
        Set<ObjectName> tables = new DomainUses(scope.schema())
                .tables(alter.name()).stream()
                        .filter(table -> !scope.unused(table))
                        .collect(Collectors.toCollection(
                                () -> new TreeSet<>(Comparator.comparing(ObjectName::toString))));
        boolean validates = alter.action() instanceof ValidateDomainConstraint;
        boolean notValid = alter.action() instanceof AddDomainConstraint add
                && add.constraint().attributes().notValid();
        boolean blocks = !notValid && (!known || !tables.isEmpty());
        Set<Verdict> verdicts = TableChange.verdicts(!validates, blocks);
        if (!verdicts.isEmpty()) {
            String domain = scope.text(alter.name());
            String where = tables.isEmpty()
                    ? "any table with a column of " + domain
                    : tables.stream().map(ObjectName::toString).collect(Collectors.joining(", "));
            String wait = "nobody can write to " + where + " while all its rows are checked";
            String broken = "code that runs now and writes a value that " + domain + " then refuses fails"
                    + (tables.isEmpty() ? "" : ", in " + where);
            findings.add(Hit.at(alter.place(), validates ? wait : blocks ? broken + "; " + wait : broken)
                    .being(verdicts)
                    .way(way(alter, scope))
                    .assuming(
                            known ? null : "no file here creates " + domain + ": taken as used by columns with rows"));
        }
    }

    private static boolean narrows(AlterDomainAction action) {
        return action instanceof AddDomainConstraint
                || action instanceof ValidateDomainConstraint
                || (action instanceof SetDomainNotNull set && set.notNull());
    }

    private static boolean isUnused(QualifiedName domain, Scope scope) {
        return scope.schema()
                .type(domain)
                .map(UserType::since)
                .map(scope::unused)
                .orElse(false);
    }

    private static Way way(AlterDomain alter, Scope scope) {
        String demand =
                alter.action() instanceof AddDomainConstraint add && add.constraint() instanceof CheckConstraint check
                        ? "CHECK (" + scope.text(check.expression()).replaceAll("(?i)\\bvalue\\b", "COLUMN") + ")"
                        : "CHECK (COLUMN IS NOT NULL)";
        Way way = Way.NONE.then("release a version that writes only what fits, and mend the rows");
        for (DomainUses.Use use : new DomainUses(scope.schema()).uses(alter.name())) {
            String name = Sql.join(use.table().name(), use.column(), "check");
            way = way.contract(
                            "bind writers of " + use.table() + "; rows are not read",
                            "ALTER TABLE " + use.table() + " ADD CONSTRAINT " + name + " "
                                    + demand.replace("COLUMN", Sql.quoted(use.column())) + " NOT VALID;")
                    .expand(
                            "in another migration, so that nobody waits while rows are read",
                            "ALTER TABLE " + use.table() + " VALIDATE CONSTRAINT " + name + ";");
        }
        return way;
    }
}
