package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.schema.Index;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.SchemaConstraint.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What makes a second column as good as the first: its indexes, unique constraints, foreign keys and NOT NULL. A trigger fills the
 * second column from the first, so none of it can break a writer that the first one lets pass.
 */
final class Likeness {
    private final Subject subject;
    private final Column from;
    private final String to;
    private final String values;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<Renamed> renamed = new ArrayList<>();

    /** An index or a constraint that stands for another one, both as they must be written. */
    record Renamed(boolean constraint, String name, String original) {
        /** Gives it the other one's name. */
        String back(Subject subject) {
            return rename(subject, name, original);
        }

        /** Gives it its own name again. */
        String forth(Subject subject) {
            return rename(subject, original, name);
        }

        private String rename(Subject subject, String from, String to) {
            return constraint
                    ? subject.alter() + "RENAME CONSTRAINT " + from + " TO " + to + ";"
                    : "ALTER INDEX " + subject.schema() + from + " RENAME TO " + to + ";";
        }
    }

    /**
     * All of it.
     *
     * @param to the name of the second column
     */
    Likeness(Subject subject, Column from, String to) {
        this.subject = subject;
        this.from = from;
        this.to = to;
        this.values = "its values are those of " + Sql.quoted(from.name()) + ", of which the same is true";
        subject.indexes(from.name()).forEach(this::index);
        subject.constraints(Kind.FOREIGN_KEY, from.name()).forEach(this::foreignKey);
        if (from.notNull()) {
            notNull(subject, to, "a trigger fills it for code that does not know it", drafts);
        }
        subject.table().constraints().stream()
                .filter(constraint -> subject.catalogue().about(constraint, from.name()))
                .forEach(this::condition);
        remarks.addAll(leftBehind(subject, from));
    }

    List<Draft> drafts() {
        return drafts;
    }

    /**
     * All of it for the first column itself, once it is there again.
     *
     * @param concurrently whether each statement is a transaction of its own
     */
    static String restored(Subject subject, Column column, boolean concurrently) {
        String sql = new Likeness(subject, column, column.name())
                .drafts.stream().map(Draft::sql).collect(Collectors.joining("\n"));
        String plain = concurrently ? sql : sql.replace(" CONCURRENTLY", "");
        return plain.lines()
                .filter(line -> !line.startsWith("-- bellows:allow"))
                .collect(Collectors.joining("\n"));
    }

    /** What is not carried over. */
    List<String> remarks() {
        return remarks;
    }

    /** What was made like something that goes with the first column, and could take its name then. */
    List<Renamed> renamed() {
        return renamed;
    }

    private void index(Index index) {
        String original = index.name().name();
        String plain = like(original);
        String name = Sql.join(plain);
        Optional<String> text = IndexText.of(subject, index, name, from.name(), to);
        if (text.isEmpty()) {
            remarks.add("index " + original
                    + " is about it, in words that the folder does not tell: make its like yourself,"
                    + " before the contract");
            return;
        }
        String allow = index.unique() ? "-- bellows:allow create-unique-index " + values + "\n" : "";
        drafts.add(Draft.expand(
                "index " + plain,
                "The like of " + original + ", built while others write.",
                allow + text.get(),
                "DROP INDEX CONCURRENTLY " + subject.schema() + name + ";"));
        if (index.constraint()) {
            unique(plain, name, text.get());
            renamed.add(new Renamed(true, name, Sql.quoted(original)));
        } else {
            renamed.add(new Renamed(false, name, Sql.quoted(original)));
        }
    }

    private void unique(String plain, String index, String made) {
        drafts.add(Draft.expand(
                "constraint " + plain,
                "The index becomes the constraint.",
                subject.alter() + "ADD CONSTRAINT " + index + " UNIQUE USING INDEX " + index + ";",
                subject.alter() + "DROP CONSTRAINT " + index + ";\n" + made.replace(" CONCURRENTLY", "")));
    }

    private void foreignKey(SchemaConstraint key) {
        String original = key.name();
        String plain = like(original);
        String name = Sql.join(plain);
        String columns = key.columns().stream()
                .map(column -> Sql.quoted(column.equals(from.name()) ? to : column))
                .collect(Collectors.joining(", ", "(", ")"));
        String other = Objects.requireNonNull(key.references(), "a foreign key points to a table")
                .written();
        Optional<String> known = subject.catalogue().actions(key);
        String actions = known.orElse("");
        String referenced = key.referencedColumns().isEmpty()
                ? ""
                : key.referencedColumns().stream().map(Sql::quoted).collect(Collectors.joining(", ", " (", ")"));
        drafts.add(Draft.expand(
                "foreign key " + plain,
                "The like of " + original + "; rows are not read yet.",
                "-- bellows:allow add-foreign-key " + values + "\n" + subject.alter() + "ADD CONSTRAINT " + name
                        + " FOREIGN KEY " + columns + " REFERENCES " + other + referenced + actions + " NOT VALID;",
                subject.alter() + "DROP CONSTRAINT " + name + ";"));
        drafts.add(validate(subject, plain, name));
        renamed.add(new Renamed(true, name, Sql.quoted(original)));
        if (known.isEmpty()) {
            remarks.add("foreign key " + original + ": if it says ON DELETE or ON UPDATE, say it in its like too");
        }
    }

    static Draft validate(Subject subject, String plain, String name) {
        return Draft.expand(
                "validate " + plain,
                "Reads every row; nobody waits.",
                subject.alter() + "VALIDATE CONSTRAINT " + name + ";",
                "");
    }

    /** NOT NULL without a moment in which rows are read under a strong lock. */
    static void notNull(Subject subject, String column, String reason, List<Draft> to) {
        String name = subject.named(column, "not_null");
        String written = Sql.quoted(column);
        to.add(Draft.expand(
                "check " + column,
                "From now on no null is written; rows are not read yet.",
                "-- bellows:allow add-check " + reason + "\n" + subject.alter() + "ADD CONSTRAINT " + name + " CHECK ("
                        + written + " IS NOT NULL) NOT VALID;",
                subject.alter() + "DROP CONSTRAINT " + name + ";"));
        requireValid(subject, column, to);
    }

    /** NOT NULL where a check that is not valid yet demands it. */
    static void requireValid(Subject subject, String column, List<Draft> to) {
        String name = subject.named(column, "not_null");
        String written = Sql.quoted(column);
        to.add(validate(subject, column, name));
        to.add(Draft.expand(
                "not null " + column,
                "The check spares PostgreSQL the rows; then it is not needed any more.",
                subject.alter() + "ALTER COLUMN " + written + " SET NOT NULL;\n" + subject.alter() + "DROP CONSTRAINT "
                        + name + ";",
                subject.alter() + "ADD CONSTRAINT " + name + " CHECK (" + written + " IS NOT NULL) NOT VALID;\n"
                        + subject.alter() + "ALTER COLUMN " + written + " DROP NOT NULL;"));
    }

    private void condition(SchemaConstraint constraint) {
        Optional<String> text = constraint.kind() == Kind.CHECK && constraint.check() != null
                ? subject.catalogue().text(constraint.check(), from.name(), to)
                : Optional.empty();
        if (text.isPresent()) {
            String plain = like(constraint.name());
            String name = Sql.join(plain);
            drafts.add(Draft.expand(
                    "check " + plain,
                    "The like of " + constraint.name() + "; rows are not read yet.",
                    "-- bellows:allow add-check " + values + "\n" + subject.alter() + "ADD CONSTRAINT " + name
                            + " CHECK (" + text.get() + ") NOT VALID;",
                    subject.alter() + "DROP CONSTRAINT " + name + ";"));
            drafts.add(validate(subject, plain, name));
            renamed.add(new Renamed(true, name, Sql.quoted(constraint.name())));
        } else if (constraint.kind() == Kind.CHECK || constraint.kind() == Kind.EXCLUDE) {
            remarks.add("constraint " + constraint.name() + " is about it: add its like before the contract");
        }
    }

    /** The name of what is made like something. */
    private String like(String original) {
        boolean itself = to.equals(from.name());
        return itself || original.contains(from.name()) ? original.replace(from.name(), to) : original + "_" + to;
    }

    /** What stays with the first column: what reads it, and what PostgreSQL keeps beside it. */
    static List<String> leftBehind(Subject subject, Column column) {
        List<String> remarks = new ArrayList<>();
        List<String> dependents = subject.dependents(column);
        if (!dependents.isEmpty()) {
            remarks.add("relied on by " + String.join(", ", dependents)
                    + ": let them use the new column before the contract, which PostgreSQL refuses otherwise");
        }
        remarks.add(
                "not carried over: a comment, privileges on the column, statistics and storage settings, and policies,"
                        + " generated columns and triggers that name it");
        return remarks;
    }
}
