package dev.bellows.run;

import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Comment;
import dev.bellows.sql.tree.CreateDomain;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.CreateType;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that a script makes, where it does nothing but make tables: by the texts alone, it locks nothing that others use,
 * runs no code of theirs, and changes no setting.
 */
final class NewTables {
    /** Where the server looks before all other schemas. */
    private static final String CATALOGS = "pg_";

    private static final Set<String> WORDS = Set.of("create", "alter", "comment");

    private final Set<List<String>> names = new HashSet<>();

    /** Whether the next statement of the script, behind others of which that was true, does nothing but make tables. */
    boolean goOnWith(StatementText text) {
        // Rows may be many, and are not read for their meaning.
        if (!WORDS.contains(Guard.firstWord(text))) {
            return false;
        }
        Optional<Statement> parsed = Reach.parsed(text);
        return parsed.isPresent() && oneMore(parsed.get(), Reach.of(parsed.get(), text));
    }

    private boolean oneMore(Statement statement, Reach reach) {
        if (statement instanceof CreateTable table) {
            return reach.tables().isEmpty() && !reach.unknown() && makes(table);
        }
        boolean ours = statement instanceof CreateIndex index
                ? isNew(index.table().name())
                : statement instanceof AlterTable alter
                        && adds(alter)
                        && isNew(alter.relation().name());
        return ours
                ? reach.tables().size() <= 1 && !reach.unknown()
                : statement instanceof Comment || statement instanceof CreateType || statement instanceof CreateDomain;
    }

    private boolean makes(CreateTable table) {
        boolean surelyNew = !table.ifNotExists()
                && table.persistence() != Persistence.TEMPORARY
                && table.inherits().isEmpty()
                && !table.name().name().startsWith(CATALOGS);
        return surelyNew && names.add(parts(table.name()));
    }

    private static boolean adds(AlterTable alter) {
        return alter.kind() == ObjectKind.TABLE
                && alter.actions().stream()
                        .allMatch(action -> action instanceof AddColumn || action instanceof AddConstraint);
    }

    private boolean isNew(QualifiedName name) {
        return names.contains(parts(name));
    }

    /** By the same words a name means the same table: nothing changes the path on which it is looked for. */
    private static List<String> parts(QualifiedName name) {
        return name.parts().stream().map(Identifier::name).toList();
    }
}
