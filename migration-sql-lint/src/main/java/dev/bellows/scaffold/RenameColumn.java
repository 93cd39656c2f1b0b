package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.ObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A column gets another name: for a while it has both. */
final class RenameColumn {
    private final Subject subject;
    private final Column from;
    private final String to;
    private final String oldName;
    private final String newName;
    private final DataType type;
    private final Sync sync;

    private RenameColumn(Subject subject, Column from, String to) {
        this.subject = subject;
        this.from = from;
        this.to = to;
        this.oldName = Sql.quoted(from.name());
        this.newName = Sql.quoted(to);
        this.type = subject.type(from);
        this.sync = new Sync(
                subject,
                subject.named(from.name(), "sync"),
                "it only keeps " + oldName + " and " + newName + " equal",
                body(Sync.compared(type.name())));
    }

    static Scaffold of(Catalogue catalogue, Request request) {
        request.requireArguments(2);
        ObjectReference named = Fragment.column(request.argument(0));
        Subject subject = Subject.ofColumn(catalogue, named);
        Column from = subject.column(Objects.requireNonNull(named.name()).name());
        String to = Fragment.name(request.argument(1));
        subject.requireFree(to);
        subject.requireReplaceable(from);
        return new RenameColumn(subject, from, to).scaffold();
    }

    private Scaffold scaffold() {
        Likeness likeness = new Likeness(subject, from, to);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(beside());
        drafts.add(BatchedCopy.draft(
                subject,
                "fill " + to,
                "Brings the values of the rows that are there over.",
                newName + " = " + oldName,
                newName + compared() + " IS DISTINCT FROM " + oldName + compared()));
        drafts.addAll(likeness.drafts());
        drafts.add(contract());
        List<String> remarks = new ArrayList<>(likeness.remarks());
        remarks.add("before the contract: a release that names only " + newName + ", for reading and for writing");
        Sync.others(subject).ifPresent(remarks::add);
        return new Scaffold(
                subject.table().name() + "." + from.name() + " becomes " + to,
                "rename " + subject.table().name().name() + " " + from.name(),
                drafts,
                remarks);
    }

    private String compared() {
        return Sync.compared(type.name());
    }

    private Draft beside() {
        return Draft.expand(
                "add " + to,
                "Both names, for code of both kinds: a trigger keeps them equal, whichever is written.",
                sync.create(subject.alter() + "ADD COLUMN " + newName + " " + subject.typeText(from) + ";"),
                sync.drop() + "\n" + subject.alter() + "DROP COLUMN " + newName + ";");
    }

    private String body(String compared) {
        return """
                IF TG_OP = 'INSERT' THEN
                    -- Code that knows %2$s names it; other code leaves it null.
                    IF NEW.%2$s IS NULL THEN
                        NEW.%2$s := NEW.%1$s;
                    ELSE
                        NEW.%1$s := NEW.%2$s;
                    END IF;
                ELSIF NEW.%2$s%3$s IS DISTINCT FROM OLD.%2$s%3$s THEN
                    NEW.%1$s := NEW.%2$s;
                ELSE
                    NEW.%2$s := NEW.%1$s;
                END IF;""".formatted(oldName, newName, compared);
    }

    private Draft contract() {
        Optional<String> value = subject.catalogue().defaultOf(from);
        String setDefault = value.map(
                        text -> subject.alter() + "ALTER COLUMN " + newName + " SET DEFAULT " + text + ";\n")
                .orElse("");
        return Draft.contract(
                "drop " + from.name(),
                "Runs when no instance is left that names " + oldName + ".",
                subject.alter() + "DROP COLUMN " + oldName + ";\n" + setDefault + sync.drop(),
                undone(value));
    }

    /** The old column again, with all that it had. */
    private String undone(Optional<String> value) {
        List<String> sql = new ArrayList<>();
        sql.add("-- bellows:transaction off");
        sql.add("-- bellows:lock-timeout 10s");
        sql.add(subject.alter() + "ADD COLUMN " + oldName + " " + subject.typeText(from) + ";");
        value.ifPresent(text -> {
            sql.add(subject.alter() + "ALTER COLUMN " + oldName + " SET DEFAULT " + text + ";");
            sql.add(subject.alter() + "ALTER COLUMN " + newName + " DROP DEFAULT;");
        });
        sql.add(sync.create("").strip());
        sql.add(BatchedCopy.sql(
                subject,
                oldName + " = " + newName,
                oldName + compared() + " IS DISTINCT FROM " + newName + compared()));
        sql.add(Likeness.restored(subject, from, true));
        return String.join("\n", sql);
    }
}
