package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.tree.AlterPublication;
import dev.bellows.sql.tree.AlterSubscription;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DROP PUBLICATION and SUBSCRIPTION, and ALTER PUBLICATION that sends less. */
final class DropPublication implements Rule {
    private static final Set<String> STOPPING = Set.of("DISABLE", "SET PUBLICATION", "DROP PUBLICATION");

    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-publication", "Less is sent to subscribers, or received.", CONTRACT, ADVICE)
            .why("""
                    A publication is the list of what logical replication sends. What leaves it is no longer sent from this
                    moment on; what a subscriber misses until it is put back can only be copied anew. A publication that is
                    gone stops the subscription with an error.""")
            .who("""
                    The subscriber: a warehouse, a search index, a copy in another region. Its data silently stops changing.""")
            .way("""
                    Have the subscriber let go first (`ALTER SUBSCRIPTION … REFRESH PUBLICATION`, or drop it there), then
                    take the table out here.""")
            .cost("Somebody has to act on the other side.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Drop drop
                && (drop.kind() == ObjectKind.PUBLICATION || drop.kind() == ObjectKind.SUBSCRIPTION)) {
            Dropping.report(
                    statement,
                    Set.of(ObjectKind.PUBLICATION, ObjectKind.SUBSCRIPTION),
                    scope,
                    findings,
                    named -> drop.kind() == ObjectKind.PUBLICATION
                            ? "subscribers of " + named + " stop with an error, and what they miss must be copied anew"
                            : named + " receives nothing more: whoever reads its tables here sees them stand still",
                    "have nobody rely on %s any more");
        } else if (statement instanceof AlterPublication publication) {
            less(publication, scope)
                    .ifPresent(what -> findings.add(Hit.at(
                                    publication.place(),
                                    "publication " + publication.name().written() + " " + what
                                            + ": subscribers no longer get these changes, and their copy stands still")
                            .way(Way.NONE
                                    .then("have the subscriber do without it")
                                    .contract("when it does", scope.text(publication) + ";"))
                            .being(CONTRACT)
                            .assuming(scope.assumed(reference(publication)))));
        } else if (statement instanceof AlterSubscription subscription
                && STOPPING.contains(subscription.action())
                && !scope.unused(reference(subscription))) {
            findings.add(Hit.at(
                            subscription.place(),
                            "subscription " + subscription.name().written()
                                    + " receives less from now on: whoever reads its tables here sees them stand still")
                    .being(CONTRACT)
                    .assuming(scope.assumed(reference(subscription))));
        }
    }

    /** What it no longer sends; empty when that is nothing. */
    private static Optional<String> less(AlterPublication publication, Scope scope) {
        if (publication.action().equals("ADD") || scope.unused(reference(publication))) {
            return Optional.empty();
        }
        if (!publication.options().isEmpty()) {
            return publication.options().stream()
                            .anyMatch(option -> Sql.lower(option.name()).startsWith("publish"))
                    ? Optional.of("sends other changes, or under another table's name")
                    : Optional.empty();
        }
        List<ObjectName> named = publication.tables().stream().map(scope::name).toList();
        if (publication.action().equals("DROP")) {
            return Optional.of("sends less");
        }
        List<ObjectName> before = scope.schema().published(publication.name().name());
        List<String> gone = before.stream()
                .filter(table -> !named.contains(table))
                .map(ObjectName::toString)
                .toList();
        return !before.isEmpty() && gone.isEmpty() && publication.schemas().isEmpty()
                ? Optional.empty()
                : Optional.of(gone.isEmpty() ? "sends another set of tables" : "no longer sends " + Sql.list(gone));
    }

    private static ObjectReference reference(AlterPublication publication) {
        return reference(ObjectKind.PUBLICATION, publication.name());
    }

    private static ObjectReference reference(AlterSubscription subscription) {
        return reference(ObjectKind.SUBSCRIPTION, subscription.name());
    }

    private static ObjectReference reference(ObjectKind kind, Identifier name) {
        return new ObjectReference(kind, new QualifiedName(List.of(name), name.place()), null, null, name.place());
    }
}
