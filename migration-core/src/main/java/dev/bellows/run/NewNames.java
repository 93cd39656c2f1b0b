package dev.bellows.run;

import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.SetSchema;
import dev.bellows.sql.tree.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names that statements give to tables and columns: under them the database knows nothing while a plan is made.
 *
 * @param <T> what tells who gives one
 */
final class NewNames<T> {
    private final Map<String, T> tables = new HashMap<>();
    private final Map<String, T> columns = new HashMap<>();

    /** A statement that may rename something. */
    void sees(T by, Statement statement) {
        if (statement instanceof Rename rename) {
            boolean column = rename.part() != null;
            if (column ? rename.object().kind() == ObjectKind.TABLE : rename.kind() == ObjectKind.TABLE) {
                (column ? columns : tables).put(rename.to().name(), by);
            }
        } else if (statement instanceof SetSchema moved && moved.object().kind() == ObjectKind.TABLE) {
            @Nullable QualifiedName name = moved.object().name();
            if (name != null) {
                tables.put(name.name(), by);
            }
        }
    }

    /** A statement that may make something, or rename it. */
    void seesMade(T by, Statement statement) {
        sees(by, statement);
        @Nullable QualifiedName table = WaitingThings.tableMadeBy(statement);
        if (table != null) {
            tables.put(table.name(), by);
        } else if (statement instanceof AlterTable alter) {
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof AddColumn add) {
                    columns.put(add.column().name().name(), by);
                }
            }
        }
    }

    /** Who gave its name to something that this statement drops; null when there is none. */
    @Nullable
    T given(Statement drop) {
        List<QualifiedName> names = drop instanceof AlterTable alter
                ? List.of(alter.relation().name())
                : drop instanceof Drop objects
                        ? objects.objects().stream()
                                .flatMap(object -> Stream.ofNullable(object.name()))
                                .toList()
                        : List.of();
        for (QualifiedName name : names) {
            if (tables.containsKey(name.name())) {
                return tables.get(name.name());
            }
        }
        if (drop instanceof AlterTable alter) {
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof DropColumn column
                        && columns.containsKey(column.column().name())) {
                    return columns.get(column.column().name());
                }
            }
        }
        return null;
    }
}
