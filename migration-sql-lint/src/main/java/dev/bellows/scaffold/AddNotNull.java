package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.sql.tree.ObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column that holds no null any more: with a value for those that write none, nobody breaks until the end. */
final class AddNotNull {
    private final Subject subject;
    private final String name;
    private final String written;

    private AddNotNull(Subject subject, Column column) {
        this.subject = subject;
        this.name = column.name();
        this.written = Sql.quoted(name);
    }

    static Scaffold of(Catalogue catalogue, Request request) {
        request.requireArguments(1);
        request.refuse(false);
        ObjectReference named = Fragment.column(request.argument(0));
        Subject subject = Subject.ofColumn(catalogue, named);
        Column column = subject.column(Objects.requireNonNull(named.name()).name());
        if (column.notNull()) {
            throw new ScaffoldException(
                    subject.table().name() + "." + column.name() + " is NOT NULL already", "there is nothing to do");
        }
        @Nullable String using = request.using();
        AddNotNull made = new AddNotNull(subject, column);
        return using == null ? made.binding() : made.filling(using);
    }

    private Scaffold scaffold(List<Draft> drafts, List<String> remarks) {
        return new Scaffold(
                subject.table().name() + "." + name + " becomes NOT NULL",
                "require " + subject.table().name().name() + " " + name,
                drafts,
                remarks);
    }

    private Scaffold filling(String using) {
        subject.requireWhole();
        String value = Fragment.expression(using, "", Set.of());
        Sync sync = new Sync(
                subject,
                subject.named(name, "fill"),
                "it only fills " + written + " where it would be null",
                "IF NEW." + written + " IS NULL THEN\n    NEW." + written + " := " + value + ";\nEND IF;");
        List<Draft> drafts = new ArrayList<>();
        drafts.add(Draft.expand(
                "fill what is written",
                "Code that writes a null, or does not know the column, gets " + value + " from now on.",
                sync.create(""),
                sync.drop()));
        drafts.add(BatchedCopy.draft(
                subject,
                "fill what is there",
                "The rows that hold a null.",
                written + " = " + value,
                written + " IS NULL"));
        Likeness.notNull(subject, name, "a trigger fills it for code that writes none", drafts);
        drafts.add(Draft.contract(
                "bind writers", "Runs when no instance is left that writes a null.", sync.drop(), sync.create("")));
        List<String> remarks = new ArrayList<>();
        remarks.add("before the contract: a release that always writes " + written);
        Sync.others(subject).ifPresent(remarks::add);
        return scaffold(drafts, remarks);
    }

    private Scaffold binding() {
        List<Draft> drafts = new ArrayList<>();
        String constraint = subject.named(name, "not_null");
        drafts.add(Draft.contract(
                "check",
                "Runs when no instance is left that writes a null. Rows are not read yet.",
                subject.alter() + "ADD CONSTRAINT " + constraint + " CHECK (" + written + " IS NOT NULL) NOT VALID;",
                subject.alter() + "DROP CONSTRAINT " + constraint + ";"));
        Likeness.requireValid(subject, name, drafts);
        return scaffold(
                drafts,
                List.of(
                        "before the first step: a release that always writes " + written,
                        "before the second: fill the rows that hold a null, if SELECT count(*) FROM "
                                + subject.written()
                                + " WHERE " + written + " IS NULL finds any; with --using VALUE a trigger and a batched"
                                + " fill do that, and nobody has to wait"));
    }
}
