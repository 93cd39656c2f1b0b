package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file has made again of a table that came back, under a name that a later statement changes: the table has it under that
 * other name already.
 */
final class MadeAgain {
    private final Set<String> made = new HashSet<>();

    /** A statement has succeeded. */
    void sees(Statement parsed, String table) {
        if (parsed instanceof AlterTable alter) {
            alter.actions().forEach(action -> sees(action, table));
        } else if (parsed instanceof CreateIndex index) {
            @Nullable Identifier name = index.name();
            if (name != null) {
                made.add(name.name());
            }
        }
    }

    private void sees(AlterTableAction action, String table) {
        if (action instanceof AddColumn add) {
            made.add(drop(table, ObjectKind.COLUMN, add.column().name()));
        } else if (action instanceof AddConstraint add) {
            @Nullable Identifier name = add.constraint().name();
            if (name != null) {
                made.add(drop(table, ObjectKind.TABLE_CONSTRAINT, name));
            }
        }
    }

    /** Whether a statement gives an index of those its later name. */
    boolean renamesIndex(Statement parsed) {
        @Nullable
        QualifiedName name = parsed instanceof Rename rename && rename.part() == null
                ? rename.object().name()
                : null;
        return name != null && made.contains(name.name());
    }

    /** What undoes it, where the later name is there already. */
    Optional<String> underOldName(Statement parsed, String table) {
        if (!(parsed instanceof Rename rename)) {
            return Optional.empty();
        }
        @Nullable Identifier part = rename.part();
        @Nullable QualifiedName name = rename.object().name();
        if (part != null) {
            return Optional.of(drop(table, rename.kind(), part)).filter(made::remove);
        }
        return name != null && made.remove(name.name())
                ? Optional.of("DROP INDEX " + WaitingThings.quoted(name))
                : Optional.empty();
    }

    private static String drop(String table, ObjectKind kind, Identifier name) {
        return "ALTER TABLE " + table + (kind == ObjectKind.COLUMN ? " DROP COLUMN " : " DROP CONSTRAINT ")
                + Sql.quote(name.name());
    }
}
