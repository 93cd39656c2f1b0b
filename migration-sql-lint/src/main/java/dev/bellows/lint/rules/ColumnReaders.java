package dev.bellows.lint.rules;

import dev.bellows.schema.Column;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.Table;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The views and generated columns that are known to read a column: while they do, PostgreSQL does not change its type. */
record ColumnReaders(Schema schema) {
    /** As people call them. */
    List<String> of(ObjectName table, String column) {
        List<String> readers = new ArrayList<>();
        Set<ObjectName> views = schema.readers(table, column);
        for (View view : schema.viewsOf(table)) {
            if (views.contains(view.name()) && !ambiguous(view, table, column)) {
                readers.add("view " + view.name());
            }
        }
        for (Column other : schema.table(table).map(Table::columns).orElse(List.of())) {
            if (other.generation() != Column.Generation.NONE
                    && other.defaultValue() != null
                    && Nodes.inside(other.defaultValue(), ColumnReference.class).stream()
                            .anyMatch(reference -> reference.name().name().equals(column))) {
                readers.add("generated column " + other.name());
            }
        }
        return readers;
    }

    /** Whether the view may mean the column of another table that it reads. */
    private boolean ambiguous(View view, ObjectName table, String column) {
        return view.uses().stream().filter(used -> !used.equals(table)).anyMatch(used -> schema.table(used)
                .map(each -> !each.whole() || each.column(column).isPresent())
                .orElse(true));
    }
}
