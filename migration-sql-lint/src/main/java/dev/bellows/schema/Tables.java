package dev.bellows.schema;

import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.LikeTable;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.TableConstraint;
import dev.bellows.sql.tree.TableElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CREATE TABLE. */
final class Tables {
    private final Schema schema;
    private final Indexes indexes;
    private final Constraints constraints;
    private final Columns columns;

    Tables(Schema schema, Indexes indexes) {
        this.schema = schema;
        this.indexes = indexes;
        this.constraints = new Constraints(schema, indexes);
        this.columns = new Columns(schema);
    }

    /** A table that was there before the folder's first migration. */
    static Table elsewhere(ObjectName name) {
        return new Table(
                name,
                Table.Kind.ORDINARY,
                null,
                Persistence.PERMANENT,
                List.of(),
                List.of(),
                List.of(),
                false,
                false,
                false,
                Set.of(),
                Schema.ELSEWHERE);
    }

    Constraints constraints() {
        return constraints;
    }

    Columns columns() {
        return columns;
    }

    void create(CreateTable statement) {
        boolean temporary = statement.persistence() == Persistence.TEMPORARY;
        ObjectName name = schema.path().created(statement.name(), temporary);
        if (statement.ifNotExists() && schema.object(name).isPresent()) {
            return;
        }
        List<ObjectName> parents = new ArrayList<>(
                statement.inherits().stream().map(schema::resolve).toList());
        @Nullable QualifiedName whole = statement.partitionOf();
        if (whole != null) {
            parents.add(schema.resolve(whole));
        }
        boolean known = statement.ofType() == null
                && parents.stream()
                        .allMatch(
                                parent -> schema.table(parent).map(Table::whole).orElse(false));
        Table table = new Table(
                name,
                kind(statement),
                statement.partitionBy(),
                statement.persistence(),
                List.of(),
                List.of(),
                parents,
                whole != null,
                statement.partitionBound() != null && statement.partitionBound().isDefault(),
                known,
                Set.of(),
                schema.migration());
        for (ObjectName parent : parents) {
            table = inherited(table, parent);
        }
        schema.put(table);
        elements(name, statement.elements());
        if (whole != null) {
            indexes.ofPartition(schema.known(name), schema.resolve(whole));
        }
    }

    private static Table.Kind kind(CreateTable statement) {
        if (statement.partitionBy() != null) {
            return Table.Kind.PARTITIONED;
        }
        return statement.server() != null ? Table.Kind.FOREIGN : Table.Kind.ORDINARY;
    }

    /** Columns and checks; keys only as indexes of a partition. */
    private Table inherited(Table table, ObjectName parent) {
        Table with = table;
        Table from = schema.known(parent);
        for (Column column : from.columns()) {
            with = with.with(column.since(schema.migration()));
        }
        for (SchemaConstraint constraint : from.constraints()) {
            if (constraint.kind() == SchemaConstraint.Kind.CHECK
                    || (table.partition() && constraint.kind() == SchemaConstraint.Kind.FOREIGN_KEY)) {
                with = with.with(constraint);
            }
        }
        return with;
    }

    /** Columns first: a constraint may stand before what it is about. */
    private void elements(ObjectName name, List<TableElement> elements) {
        Table table = schema.known(name);
        for (TableElement element : elements) {
            if (element instanceof ColumnDefinition column) {
                table = columns.add(table, column);
            } else if (element instanceof LikeTable like) {
                schema.put(table);
                like(name, like);
                table = schema.known(name);
            }
        }
        schema.put(table);
        for (TableElement element : elements) {
            if (element instanceof ColumnDefinition column) {
                column.constraints()
                        .forEach(constraint ->
                                constraints.add(name, constraint, column.name().name()));
            } else if (element instanceof TableConstraint constraint) {
                constraints.add(name, constraint.constraint(), null);
            }
        }
    }

    private void like(ObjectName name, LikeTable like) {
        ObjectName model = schema.resolve(like.table());
        Table from = schema.known(model);
        Table to = schema.known(name);
        for (Column column : from.columns()) {
            Column copy = column.since(schema.migration());
            if (!including(like, "DEFAULTS") && copy.generation() == Column.Generation.NONE) {
                copy = copy.defaulting(null);
            }
            if (!including(like, "GENERATED") && copy.generation() != Column.Generation.NONE) {
                copy = copy.generation(Column.Generation.NONE).defaulting(null);
            }
            to = to.with(including(like, "IDENTITY") ? copy : copy.identity(Column.Identity.NONE));
        }
        schema.put(from.whole() ? to : new Unknown(to).table());
        if (including(like, "CONSTRAINTS")) {
            from.constraints().stream()
                    .filter(constraint -> constraint.kind() == SchemaConstraint.Kind.CHECK)
                    .forEach(constraint -> schema.put(schema.known(name).with(constraint)));
        }
        if (including(like, "INDEXES")) {
            indexes.copy(from, name);
        }
    }

    private static boolean including(LikeTable like, String what) {
        return like.including().contains("ALL") || like.including().contains(what);
    }

    /** A table made of a query: how its columns are called is known, of what type they are is not. */
    void createAs(
            QualifiedName name,
            Persistence persistence,
            boolean ifNotExists,
            List<Identifier> named,
            Optional<Query> query) {
        ObjectName created = schema.path().created(name, persistence == Persistence.TEMPORARY);
        if (ifNotExists && schema.object(created).isPresent()) {
            return;
        }
        List<String> output = query.map(each -> new Reads(schema).output(each, named))
                .orElse(named.stream().map(Identifier::name).toList());
        List<Column> typeless = output.stream()
                .map(column -> new Column(
                        column, null, false, null, Column.Identity.NONE, Column.Generation.NONE, schema.migration()))
                .toList();
        schema.put(new Table(
                created,
                Table.Kind.ORDINARY,
                null,
                persistence,
                typeless,
                List.of(),
                List.of(),
                false,
                false,
                !typeless.isEmpty(),
                Set.of(),
                schema.migration()));
    }

    /** A constraint that stands among the columns, or is added later. */
    void add(ObjectName table, Constraint constraint, @Nullable String column) {
        constraints.add(table, constraint, column);
    }

    /** A table some of whose columns nobody told. */
    private record Unknown(Table known) {
        Table table() {
            return new Table(
                    known.name(),
                    known.kind(),
                    known.partitionedBy(),
                    known.persistence(),
                    known.columns(),
                    known.constraints(),
                    known.parents(),
                    known.partition(),
                    known.defaultPartition(),
                    false,
                    known.triggers(),
                    known.since());
        }
    }
}
