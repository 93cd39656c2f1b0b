package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** DROP CONSTRAINT of a key, DROP INDEX of a unique index. */
final class DropKey implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-key",
                    "What keeps rows apart is dropped: a primary key, a unique or exclusion constraint, a unique index.",
                    CONTRACT)
            .why("""
                    A key does more than refuse duplicates: `ON CONFLICT (column)` needs it to be planned at all, foreign
                    keys point to it, `GROUP BY` of a primary key relies on it, and logical replication identifies rows by
                    it. `CONCURRENTLY` changes nothing about that.""")
            .who("""
                    The release that runs now: `INSERT … ON CONFLICT` fails with `42P10`; where nothing fails, duplicates
                    come in that no later constraint forgives. In a published table without its primary key, every `UPDATE`
                    and `DELETE` fails with `55000`.""")
            .way("""
                    Find who uses it, ship a release that does not, then drop it in a migration that is tagged as a contract.
                    A key that replaces it is built first.""")
            .cost("A release between. Getting it back means looking for duplicates first.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        Constraints.dropped(statement, scope, (drop, known) -> known.filter(SchemaConstraint::indexed)
                .ifPresent(key -> {
                    QualifiedName table = Constraints.table(statement);
                    findings.add(hit(
                                    drop.place(),
                                    drop.constraint().written(),
                                    scope.name(table),
                                    key.columns(),
                                    "ALTER TABLE " + scope.text(table) + " DROP CONSTRAINT "
                                            + drop.constraint().written() + ";",
                                    key.kind() == SchemaConstraint.Kind.PRIMARY_KEY
                                            ? scope.schema().publications(scope.name(table))
                                            : Set.of())
                            .assuming(scope.assumed(table)));
                }));
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.INDEX) {
            for (ObjectReference object : drop.objects()) {
                index(object, scope)
                        .ifPresent(index -> findings.add(hit(
                                object.place(),
                                scope.text(object),
                                index.table(),
                                index.columns(),
                                "DROP INDEX CONCURRENTLY " + scope.text(object) + ";",
                                Set.of())));
            }
        }
    }

    /** The unique index that nothing else stands in for; one that carries a constraint PostgreSQL does not drop. */
    private static Optional<Index> index(ObjectReference object, Scope scope) {
        ObjectName name = scope.name(Sql.named(object));
        return scope.schema()
                .index(name)
                .filter(index -> index.unique()
                        && !index.constraint()
                        && !scope.unused(object)
                        && !scope.unused(index.table())
                        && scope.schema().indexes(index.table()).stream().noneMatch(other -> instead(other, index)));
    }

    /** ON CONFLICT takes any unique index of the same columns. */
    private static boolean instead(Index other, Index index) {
        return !other.name().equals(index.name())
                && other.unique()
                && !other.partial()
                && !other.columns().contains("")
                && Set.copyOf(other.columns()).equals(Set.copyOf(index.columns()));
    }

    private static Hit hit(
            Place place, String name, ObjectName table, List<String> columns, String sql, Set<String> publications) {
        String sent = publications.isEmpty()
                ? ""
                : "; " + table + " is sent by publication " + String.join(", ", publications)
                        + ", and without the key that identifies its rows UPDATE and DELETE fail";
        String by = columns.isEmpty() || columns.contains("") ? "" : " (" + String.join(", ", columns) + ")";
        return Hit.at(
                        place,
                        "code that runs now relies on " + name + ": ON CONFLICT" + by + " of " + table
                                + " fails once it is gone, and duplicates come in" + sent)
                .way(Way.NONE
                        .then("release a version without ON CONFLICT" + by + " on " + table
                                + ", and see that no foreign key points there")
                        .contract("when nothing older runs", sql));
    }
}
