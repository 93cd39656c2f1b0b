package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.sql.tree.ObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A column that points to rows of another table from now on. */
final class AddForeignKey {
    private AddForeignKey() {}

    static Scaffold of(Catalogue catalogue, Request request) {
        request.requireArguments(2);
        request.refuse(true);
        ObjectReference from = Fragment.column(request.argument(0));
        ObjectReference to = Fragment.column(request.argument(1));
        Subject subject = Subject.ofColumn(catalogue, from);
        Subject other = Subject.ofColumn(catalogue, to);
        subject.requireWhole();
        Column column = subject.column(Objects.requireNonNull(from.name()).name());
        Column target = other.column(Objects.requireNonNull(to.name()).name());
        requireKey(other, target);
        String written = Sql.quoted(column.name());
        List<Draft> drafts = new ArrayList<>();
        boolean indexed = subject.indexes(column.name()).stream()
                .anyMatch(index -> !index.partial() && index.columns().get(0).equals(column.name()));
        if (!indexed) {
            String index = subject.named(column.name(), "idx");
            drafts.add(Draft.expand(
                    "index",
                    "Without it each delete of a row of " + other.written() + " reads all of " + subject.written()
                            + ".",
                    "CREATE INDEX CONCURRENTLY " + index + " ON " + subject.written() + " (" + written + ");",
                    "DROP INDEX CONCURRENTLY " + subject.schema() + index + ";"));
        }
        String name = subject.named(column.name(), "fkey");
        drafts.add(Draft.contract(
                "key",
                "Runs when no instance is left that breaks it. It binds writers of both tables; rows are not read yet.",
                subject.alter() + "ADD CONSTRAINT " + name + " FOREIGN KEY (" + written + ") REFERENCES "
                        + other.written() + " (" + Sql.quoted(target.name()) + ") NOT VALID;",
                subject.alter() + "DROP CONSTRAINT " + name + ";"));
        drafts.add(Likeness.validate(subject, column.name(), name));
        List<String> remarks = new ArrayList<>();
        if (!Objects.equals(type(column), type(target))) {
            remarks.add("the types differ (" + type(column) + ", " + type(target)
                    + "): PostgreSQL converts at each look, or refuses");
        }
        remarks.add("before the key: a release that writes only " + written + " that " + other.written()
                + " has, and deletes no row that is pointed to");
        remarks.add("before it is validated: mend the rows that point to nothing; SELECT " + written + " FROM "
                + subject.written() + " t WHERE " + written + " IS NOT NULL AND NOT EXISTS (SELECT FROM "
                + other.written() + " o WHERE o." + Sql.quoted(target.name()) + " = t." + written + ") finds them");
        return new Scaffold(
                subject.table().name() + "." + column.name() + " points to "
                        + other.table().name() + "." + target.name(),
                "reference " + subject.table().name().name() + " " + column.name(),
                drafts,
                remarks);
    }

    private static String type(Column column) {
        return column.type() == null ? "unknown" : Sql.type(column.type()).replace("serial", "int");
    }

    private static void requireKey(Subject other, Column target) {
        List<String> alone = List.of(target.name());
        boolean key = other.table().constraints().stream()
                        .anyMatch(each -> (each.kind() == SchemaConstraint.Kind.PRIMARY_KEY
                                        || each.kind() == SchemaConstraint.Kind.UNIQUE)
                                && each.columns().equals(alone))
                || other.catalogue().schema().indexes(other.table().name()).stream()
                        .anyMatch(index -> index.unique()
                                && !index.partial()
                                && index.columns().equals(alone));
        if (!key && other.table().whole()) {
            throw new ScaffoldException(
                    other.table().name() + "." + target.name() + " is neither the primary key nor unique: nothing can"
                            + " point to it",
                    "bellows new add-unique " + other.table().name() + "." + target.name());
        }
    }
}
