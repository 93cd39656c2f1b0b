package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.schema.UserType;
import dev.bellows.sql.Nearest;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The table that a set is about.
 *
 * @param table as the folder has made it
 * @param schema what stands before its name and those of its companions: a schema with its dot, or nothing
 */
record Subject(Catalogue catalogue, Table table, String schema) {
    private static final Pattern SERIAL = Pattern.compile("(?:small|big)?serial|serial[248]");

    /** The table of a column that a person has typed. */
    static Subject ofColumn(Catalogue catalogue, ObjectReference column) {
        return of(catalogue, Objects.requireNonNull(column.of(), "a column has a table"));
    }

    /** A table that a person has typed. */
    static Subject ofTable(Catalogue catalogue, ObjectReference table) {
        return of(catalogue, Objects.requireNonNull(table.name(), "a table has a name"));
    }

    private static Subject of(Catalogue catalogue, QualifiedName name) {
        Table table = catalogue.schema().table(name).orElseThrow(() -> unknown(catalogue, name));
        ObjectName resolved = table.name();
        return new Subject(catalogue, table, name.parts().size() > 1 ? Sql.quoted(resolved.schema()) + "." : "");
    }

    private static ScaffoldException unknown(Catalogue catalogue, QualifiedName name) {
        List<String> tables = catalogue.schema().tables().stream()
                .map(each -> each.name().toString())
                .toList();
        @Nullable String nearest = Nearest.word(name.toString(), tables);
        return new ScaffoldException(
                "no migration of the folder makes a table " + name,
                nearest != null
                        ? "did you mean " + nearest + "?"
                        : "name the folder that makes it: --migrations FOLDER");
    }

    /** The table as it must be written. */
    String written() {
        return schema + Sql.quoted(table.name().name());
    }

    /** The start of a statement that changes it. */
    String alter() {
        return "ALTER TABLE " + written() + " ";
    }

    /** A column of it. */
    Column column(String name) {
        return table.column(name).orElseThrow(() -> {
            @Nullable
            String nearest = Nearest.word(
                    name, table.columns().stream().map(Column::name).toList());
            return new ScaffoldException(
                    table.name() + " has no column " + name + ", as far as the migrations of the folder tell",
                    nearest != null ? "did you mean " + nearest + "?" : "name a column that is there");
        });
    }

    /** Refuses a name that is taken. */
    void requireFree(String column) {
        if (table.column(column).isPresent()) {
            throw new ScaffoldException(table.name() + " has a column " + column + " already", "choose another name");
        }
    }

    /** The type of a column. */
    DataType type(Column column) {
        DataType type = column.type();
        if (type == null) {
            throw new ScaffoldException(
                    "the migrations of the folder do not tell the type of " + table.name() + "." + column.name(),
                    "write the set by hand, as bellows lint --explain rename-column shows");
        }
        return type;
    }

    /** The indexes with a column. */
    List<Index> indexes(String column) {
        return catalogue.schema().indexes(table.name()).stream()
                .filter(index ->
                        index.columns().contains(column) || index.computed().contains(column))
                .toList();
    }

    /** The constraints of a kind that are about a column. */
    List<SchemaConstraint> constraints(SchemaConstraint.Kind kind, String column) {
        return table.constraints().stream()
                .filter(each -> each.kind() == kind && each.columns().contains(column))
                .toList();
    }

    /** A name for something of this table: {@code orders_total_sync}, as it must be written. */
    String named(String... parts) {
        String[] all = new String[parts.length + 1];
        all[0] = table.name().name();
        System.arraycopy(parts, 0, all, 1, parts.length);
        return Sql.join(all);
    }

    /** Whether a sequence numbers its rows: serial is no type, and the sequence goes with the column. */
    boolean numbered(Column column) {
        Predicate<String> numbers = text -> text.toLowerCase(Locale.ROOT).contains("nextval");
        boolean serial = catalogue
                .definition(table, column)
                .map(ColumnDefinition::type)
                .filter(type -> SERIAL.matcher(type.name()).matches())
                .isPresent();
        return serial || catalogue.defaultOf(column).filter(numbers).isPresent();
    }

    /** The type of a column as it must be written, with its collation. */
    String typeText(Column column) {
        return Sql.type(type(column)) + catalogue.collation(table, column);
    }

    /** Refuses tables of several parts, whose rows and indexes are elsewhere. */
    void requireWhole() {
        if (table.kind() != Table.Kind.ORDINARY
                || table.partition()
                || !catalogue.schema().children(table.name()).isEmpty()) {
            throw new ScaffoldException(
                    table.name() + " is partitioned or has children, whose rows and indexes this does not reach",
                    "write the set by hand, partition by partition");
        }
    }

    /** Refuses what a second column cannot take the place of. */
    void requireReplaceable(Column column) {
        String name = table.name() + "." + column.name();
        if (column.identity() != Column.Identity.NONE
                || column.generation() != Column.Generation.NONE
                || numbered(column)) {
            throw new ScaffoldException(
                    name + " is made by PostgreSQL: a trigger cannot keep another column in step with it",
                    "keep the column, and change its name in the code only");
        }
        if (table.primaryKey().map(key -> key.columns().contains(column.name())).orElse(false)
                || catalogue.referred(table.name(), column.name())) {
            throw new ScaffoldException(
                    name + " is a key that others rely on: foreign keys and rows elsewhere point to it",
                    "keep the column, and change its name in the code only");
        }
        boolean domain = catalogue
                .schema()
                .type(type(column))
                .filter(type -> type.kind() == UserType.Kind.DOMAIN)
                .isPresent();
        if (domain) {
            throw new ScaffoldException(
                    name + " is of a domain: PostgreSQL writes the table anew to add a second column of it",
                    "keep the column, or change its type to the domain's own first");
        }
        requireWhole();
    }

    /** What relies on a column and is not carried over, in words. */
    List<String> dependents(Column column) {
        return catalogue.schema().dependentsOfColumn(table.name(), column.name()).stream()
                .filter(each -> !each.startsWith("index ") && !each.startsWith("constraint "))
                .toList();
    }
}
