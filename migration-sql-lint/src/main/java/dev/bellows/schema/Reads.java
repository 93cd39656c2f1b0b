package dev.bellows.schema;

import dev.bellows.sql.tree.AllColumns;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.CommonTable;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.QueryPart;
import dev.bellows.sql.tree.Relation;
import dev.bellows.sql.tree.Select;
import dev.bellows.sql.tree.Source;
import dev.bellows.sql.tree.TableSource;
import dev.bellows.sql.tree.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What queries and expressions read. */
final class Reads {
    private final Schema schema;

    Reads(Schema schema) {
        this.schema = schema;
    }

    /** The tables and views that a query reads; what its WITH names is not one. */
    Set<ObjectName> relations(Nodes query) {
        List<Relation> relations = query.inside(Relation.class);
        if (relations.isEmpty()) {
            return Set.of();
        }
        List<CommonTable> common = query.inside(CommonTable.class);
        Set<ObjectName> found = new LinkedHashSet<>();
        for (Relation relation : relations) {
            QualifiedName name = relation.name();
            if (name.schema() != null || !named(common, name.name())) {
                found.add(schema.resolve(name));
            }
        }
        return found;
    }

    private static boolean named(List<CommonTable> common, String name) {
        for (CommonTable each : common) {
            if (each.name().is(name)) {
                return true;
            }
        }
        return false;
    }

    /** The names of the columns that an expression reads, each once, in no certain order. */
    static List<String> columns(Node expression) {
        return Nodes.inside(expression, ColumnReference.class).stream()
                .map(reference -> reference.name().name())
                .distinct()
                .toList();
    }

    /**
     * Whether a query may read a column: by name, or with a star. A column of the same name of another table that it reads counts
     * too: only a person can tell these apart.
     */
    static boolean column(Node query, String column) {
        Nodes nodes = new Nodes(query);
        for (ColumnReference reference : nodes.inside(ColumnReference.class)) {
            if (reference.name().name().equals(column)) {
                return true;
            }
        }
        return !nodes.inside(AllColumns.class).isEmpty();
    }

    /** The names of a query's columns; empty where the folder does not tell. */
    List<String> output(Query query, List<Identifier> named) {
        if (!named.isEmpty()) {
            return named.stream().map(Identifier::name).toList();
        }
        List<String> columns = new ArrayList<>();
        QueryPart first = query.parts().get(0);
        while (first instanceof Query inner) {
            first = inner.parts().get(0);
        }
        if (!(first instanceof Select select)) {
            return List.of();
        }
        for (Target target : select.targets()) {
            if (target.alias() != null) {
                columns.add(target.alias().name());
            } else if (target.expression() instanceof AllColumns star) {
                List<String> all = star(select, star);
                if (all.isEmpty()) {
                    return List.of();
                }
                columns.addAll(all);
            } else {
                columns.add(OutputNames.of(target.expression()));
            }
        }
        return columns;
    }

    private List<String> star(Select select, AllColumns star) {
        String of = star.of() instanceof ColumnReference reference
                ? reference.name().name()
                : "";
        List<String> columns = new ArrayList<>();
        for (Source source : select.from()) {
            if (!(source instanceof TableSource table)) {
                return List.of();
            }
            String called = table.alias() == null
                    ? table.relation().name().name()
                    : table.alias().name();
            if (star.of() == null || called.equals(of)) {
                List<String> found = columnsOf(schema.resolve(table.relation().name()));
                if (found.isEmpty()) {
                    return List.of();
                }
                columns.addAll(found);
            }
        }
        return columns;
    }

    private List<String> columnsOf(ObjectName name) {
        SchemaObject object = schema.object(name).orElse(null);
        if (object instanceof Table table && table.whole()) {
            return table.columns().stream().map(Column::name).toList();
        }
        return object instanceof View view ? view.columns() : List.of();
    }
}
