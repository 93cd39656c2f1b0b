package dev.bellows.run;

import dev.bellows.sql.tree.AlterTable;
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
import org.jspecify.annotations.Nullable;

/** The names that a file's statements give to tables and columns: under them the database knows nothing while a plan is made. */
final class NewNames {
    private final Map<String, Integer> tables = new HashMap<>();
    private final Map<String, Integer> columns = new HashMap<>();

    /** A statement of the file, by its number. */
    void sees(int number, Statement statement) {
        if (statement instanceof Rename rename) {
            boolean column = rename.part() != null;
            if (column ? rename.object().kind() == ObjectKind.TABLE : rename.kind() == ObjectKind.TABLE) {
                (column ? columns : tables).put(rename.to().name(), number);
            }
        } else if (statement instanceof SetSchema moved && moved.object().kind() == ObjectKind.TABLE) {
            @Nullable QualifiedName name = moved.object().name();
            if (name != null) {
                tables.put(name.name(), number);
            }
        }
    }

    /** The statement that gave its name to something that this one drops; null when there is none. */
    @Nullable
    Integer given(Statement drop) {
        List<QualifiedName> names = drop instanceof AlterTable alter
                ? List.of(alter.relation().name())
                : ((Drop) drop)
                        .objects().stream()
                                .flatMap(object -> java.util.stream.Stream.ofNullable(object.name()))
                                .toList();
        for (QualifiedName name : names) {
            if (tables.containsKey(name.name())) {
                return tables.get(name.name());
            }
        }
        if (drop instanceof AlterTable alter) {
            for (var action : alter.actions()) {
                if (action instanceof DropColumn column
                        && columns.containsKey(column.column().name())) {
                    return columns.get(column.column().name());
                }
            }
        }
        return null;
    }
}
