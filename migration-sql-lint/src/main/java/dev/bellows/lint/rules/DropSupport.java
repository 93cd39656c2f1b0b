package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Statement;
import java.util.Set;

/** DROP of what makes other objects work. */
final class DropSupport implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(
            ObjectKind.CAST,
            ObjectKind.COLLATION,
            ObjectKind.CONVERSION,
            ObjectKind.LANGUAGE,
            ObjectKind.TRANSFORM,
            ObjectKind.ACCESS_METHOD,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.SERVER,
            ObjectKind.USER_MAPPING,
            ObjectKind.TEXT_SEARCH_PARSER,
            ObjectKind.TEXT_SEARCH_DICTIONARY,
            ObjectKind.TEXT_SEARCH_TEMPLATE,
            ObjectKind.TEXT_SEARCH_CONFIGURATION);

    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-support", "Something that queries rely on without naming it is dropped.", CONTRACT)
            .why("""
                    Casts, collations, conversions, text search configurations, languages, transforms, access methods,
                    foreign data wrappers, servers and user mappings work behind queries. PostgreSQL refuses to drop one only
                    while something stored depends on it; it does not see the queries of running code.""")
            .who("""
                    The release that runs now: a cast that is gone turns a working comparison into `42883` or `42846`, a text
                    search configuration `to_tsvector` into `42704`, a user mapping every query of a foreign table into
                    `42704`.""")
            .way("""
                    Put the replacement beside it, ship a release that uses that one, then drop the old one in a migration
                    that is tagged as a contract.""")
            .cost("A release between.");

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
                named -> "statements of code that runs now may rely on " + named
                        + " without naming it: they fail or answer differently once it is gone",
                "release a version whose queries do without %s");
    }
}
