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

/** RENAME of what is neither a relation, a type, a routine, a schema nor a role. */
final class RenameSupport implements Rule {
    private static final Set<ObjectKind> KINDS = Set.of(
            ObjectKind.COLLATION,
            ObjectKind.CONVERSION,
            ObjectKind.LANGUAGE,
            ObjectKind.SERVER,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.PUBLICATION,
            ObjectKind.SUBSCRIPTION,
            ObjectKind.TEXT_SEARCH_PARSER,
            ObjectKind.TEXT_SEARCH_DICTIONARY,
            ObjectKind.TEXT_SEARCH_TEMPLATE,
            ObjectKind.TEXT_SEARCH_CONFIGURATION);

    private static final RuleInfo INFO = RuleInfo.of(
                    "rename-support", "Something that queries or subscribers name is renamed.", CONTRACT)
            .why("""
                    Collations, text search configurations, languages, servers, foreign data wrappers, publications and
                    subscriptions are named by queries, by other servers and by the tools around.""")
            .who("""
                    Whoever names it: a query with `COLLATE` or `to_tsvector('name', …)` fails with `42704`; a subscriber of
                    a renamed publication stops with an error.""")
            .way("""
                    Create one of the new name beside it, move its users there, then drop the old one in a migration that is
                    tagged as a contract.""")
            .cost("Two of them for one release.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Rename rename && KINDS.contains(rename.kind()) && !scope.unused(rename.object())) {
            String from = Renaming.from(rename, scope);
            String to = rename.to().written();
            findings.add(Hit.at(rename.place(), "whoever names " + from + " fails once it is called " + to)
                    .way(Way.NONE
                            .then("create " + to + " beside it, and move there whoever names the old one")
                            .contract(
                                    "when nobody does",
                                    "DROP " + rename.kind().words() + " " + scope.text(rename.object()) + ";"))
                    .assuming(scope.assumed(rename.object())));
        }
    }
}
