package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.CreateDomain;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateMaterializedView;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.CreateSequence;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.CreateTrigger;
import dev.bellows.sql.tree.CreateType;
import dev.bellows.sql.tree.CreateView;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Names without a schema. */
final class UnqualifiedName implements Rule {
    private static final RuleInfo INFO = RuleInfo.style("unqualified-name", "A name that does not say its schema.")
            .why("""
                    Which object a bare name means is decided by the `search_path` of the session. Another role, pooler or `ALTER ROLE … SET`
                    makes it mean another.""")
            .who(
                    "Whoever runs the migration under another search_path: it changes the wrong table, or makes it in the wrong schema.")
            .way("Write the schema.")
            .cost("Longer names.");

    /** What lives in no schema. */
    private static final Set<ObjectKind> ELSEWHERE = Set.of(
            ObjectKind.SCHEMA,
            ObjectKind.EXTENSION,
            ObjectKind.ROLE,
            ObjectKind.PUBLICATION,
            ObjectKind.SUBSCRIPTION,
            ObjectKind.DATABASE,
            ObjectKind.TABLESPACE,
            ObjectKind.LANGUAGE,
            ObjectKind.EVENT_TRIGGER,
            ObjectKind.ACCESS_METHOD,
            ObjectKind.FOREIGN_DATA_WRAPPER,
            ObjectKind.SERVER,
            ObjectKind.USER_MAPPING,
            ObjectKind.OWNED);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (QualifiedName name : names(statement)) {
            boolean temporary = scope.name(name).schema().equals(ObjectName.TEMPORARY);
            if (name.parts().size() == 1 && !temporary) {
                findings.add(
                        name.place(),
                        "which " + scope.text(name) + " this is, the search_path decides",
                        Way.NONE.then("write its schema: " + scope.name(name)));
            }
        }
    }

    /** What it makes, alters or drops. */
    private static List<QualifiedName> names(Statement statement) {
        if (statement instanceof CreateTable table) {
            return table.persistence() == Persistence.TEMPORARY ? List.of() : List.of(table.name());
        } else if (statement instanceof CreateTableAs table) {
            return table.persistence() == Persistence.TEMPORARY ? List.of() : List.of(table.name());
        } else if (statement instanceof CreateView view) {
            return view.persistence() == Persistence.TEMPORARY ? List.of() : List.of(view.name());
        } else if (statement instanceof CreateMaterializedView view) {
            return List.of(view.name());
        } else if (statement instanceof CreateIndex index) {
            return List.of(index.table().name());
        } else if (statement instanceof CreateSequence sequence) {
            return List.of(sequence.name());
        } else if (statement instanceof CreateType type) {
            return List.of(type.name());
        } else if (statement instanceof CreateDomain domain) {
            return List.of(domain.name());
        } else if (statement instanceof CreateRoutine routine) {
            return List.of(routine.name());
        } else if (statement instanceof CreateTrigger trigger) {
            return List.of(trigger.table());
        } else if (statement instanceof AlterTable alter) {
            return List.of(alter.relation().name());
        } else if (statement instanceof AlterType type) {
            return List.of(type.name());
        }
        return dropped(statement);
    }

    private static List<QualifiedName> dropped(Statement statement) {
        List<QualifiedName> names = new ArrayList<>();
        if (statement instanceof Drop drop && !ELSEWHERE.contains(drop.kind())) {
            for (ObjectReference object : drop.objects()) {
                @Nullable QualifiedName name = object.of() == null ? object.name() : object.of();
                if (name != null) {
                    names.add(name);
                }
            }
        } else if (Rows.changes(statement)) {
            names.add(Rows.table(statement));
        }
        return names;
    }
}
