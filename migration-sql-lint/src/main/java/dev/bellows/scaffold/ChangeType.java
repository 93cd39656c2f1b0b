package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.lint.rules.WiderTypes;
import dev.bellows.schema.Column;
import dev.bellows.sql.Phase;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.ObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column gets another type: a second one of that type is filled beside it, and takes its name in one moment. */
final class ChangeType {
    private static final Set<String> STRINGS = Set.of("text", "character varying", "character");
    private static final Set<String> TIMESTAMPS = Set.of("timestamp without time zone", "timestamp with time zone");

    private final Subject subject;
    private final Column column;
    private final String written;
    private final String shadowName;
    private final String shadow;
    private final DataType old;
    private final DataType type;
    private final boolean wider;
    private final Request request;

    private ChangeType(Subject subject, Column column, DataType type, Request request) {
        this.subject = subject;
        this.column = column;
        this.written = Sql.quoted(column.name());
        this.shadowName = column.name() + "_new";
        this.shadow = Sql.join(shadowName);
        this.old = subject.type(column);
        this.type = type;
        this.request = request;
        this.wider = WiderTypes.holds(old, type) && request.using() == null;
    }

    static Scaffold of(Catalogue catalogue, Request request) {
        if (request.arguments().size() < 2) {
            throw request.wrong();
        }
        ObjectReference named = Fragment.column(request.argument(0));
        Subject subject = Subject.ofColumn(catalogue, named);
        Column column = subject.column(Objects.requireNonNull(named.name()).name());
        // A type may be several words, and a shell takes them apart.
        List<String> words = request.arguments().subList(1, request.arguments().size());
        DataType type = Fragment.type(String.join(" ", words));
        subject.requireReplaceable(column);
        subject.requireFree(column.name() + "_new");
        DataType old = subject.type(column);
        if (request.using() == null
                && TIMESTAMPS.contains(old.name())
                && TIMESTAMPS.contains(type.name())
                && !old.name().equals(type.name())) {
            throw new ScaffoldException(
                    "what a time without a zone means must be said",
                    "--using \"" + Sql.quoted(column.name()) + " AT TIME ZONE 'UTC'\"");
        }
        return new ChangeType(subject, column, type, request).scaffold();
    }

    /** The new value, of a row or of one that is being written. */
    private String value(String prefix) {
        @Nullable String using = request.using();
        if (using != null) {
            return "(" + Fragment.expression(using, prefix, Set.of(column.name())) + ")";
        }
        return prefix + written + (wider ? "" : "::" + Sql.type(type));
    }

    /** Text stays in its order. */
    private String collation() {
        return STRINGS.contains(type.name()) ? subject.catalogue().collation(subject.table(), column) : "";
    }

    private String back() {
        @Nullable String back = request.back();
        return back != null
                ? Fragment.expression(back, Set.of(column.name()), name -> shadow)
                : shadow + "::" + Sql.type(old);
    }

    private Scaffold scaffold() {
        Likeness likeness = new Likeness(subject, column, shadowName);
        String compared = Sync.compared(type.name());
        List<Draft> drafts = new ArrayList<>();
        drafts.add(beside());
        drafts.add(BatchedCopy.draft(
                subject,
                "fill " + shadowName,
                "Brings the values of the rows that are there over.",
                shadow + " = " + value(""),
                shadow + compared + " IS DISTINCT FROM " + value("") + compared));
        drafts.addAll(likeness.drafts());
        drafts.add(swap(likeness));
        List<String> remarks = new ArrayList<>(likeness.remarks());
        if (!wider) {
            remarks.add("before the first step: a release that writes only what " + Sql.type(type)
                    + " can hold; mend the rows that hold anything else, or filling stops at them");
        }
        remarks.add("before the contract: a release that reads and writes " + written
                + " in both types; it never names " + shadow);
        remarks.add("afterwards the column stands last in the table: code that reads SELECT * by position sees that");
        Sync.others(subject).ifPresent(remarks::add);
        return new Scaffold(
                subject.table().name() + "." + column.name() + " becomes " + Sql.type(type),
                "retype " + subject.table().name().name() + " " + column.name(),
                drafts,
                remarks);
    }

    private Sync sync(String body) {
        return new Sync(
                subject,
                subject.named(column.name(), "type"),
                "it only computes " + shadow + ", which no code names, from " + written,
                body);
    }

    private Draft beside() {
        Sync sync = sync("NEW." + shadow + " := " + value("NEW.") + ";");
        Draft draft = Draft.expand(
                "add " + shadowName,
                "No code names the second column: a trigger computes it, and it takes the name of the first in the end."
                        + (wider
                                ? ""
                                : "\nIt fails where a value does not fit, so it waits until no code writes such a value."),
                sync.create(subject.alter() + "ADD COLUMN " + shadow + " " + Sql.type(type) + collation() + ";"),
                sync.drop() + "\n" + subject.alter() + "DROP COLUMN " + shadow + ";");
        return wider
                ? draft
                : new Draft(draft.name(), Phase.CONTRACT, List.of(), draft.note(), draft.sql(), draft.reverse());
    }

    private Draft swap(Likeness likeness) {
        Sync sync = sync("NEW." + shadow + " := " + value("NEW.") + ";");
        List<String> sql = new ArrayList<>();
        sql.add(subject.alter() + "DROP COLUMN " + written + ";");
        sql.add(subject.alter() + "RENAME COLUMN " + shadow + " TO " + written + ";");
        subject.catalogue()
                .defaultOf(column)
                .ifPresent(
                        value -> sql.add(subject.alter() + "ALTER COLUMN " + written + " SET DEFAULT " + value + ";"));
        likeness.renamed().forEach(each -> sql.add(each.back(subject)));
        sql.add(sync.drop());
        List<String> reverse = new ArrayList<>();
        likeness.renamed().forEach(each -> reverse.add(each.forth(subject)));
        subject.catalogue()
                .defaultOf(column)
                .ifPresent(value -> reverse.add(subject.alter() + "ALTER COLUMN " + written + " DROP DEFAULT;"));
        reverse.add(subject.alter() + "RENAME COLUMN " + written + " TO " + shadow + ";");
        reverse.add(subject.alter() + "ADD COLUMN " + written + " " + subject.typeText(column)
                + subject.catalogue()
                        .defaultOf(column)
                        .map(value -> " DEFAULT " + value)
                        .orElse("") + ";");
        reverse.add("UPDATE " + subject.written() + " SET " + written + " = " + back() + ";");
        reverse.add(Likeness.restored(subject, column, false));
        reverse.add(sync.create("").strip());
        return Draft.contract(
                "swap",
                "Runs when no instance is left that cannot read the new type. In one moment the second column takes the name.",
                String.join("\n", sql),
                String.join("\n", reverse));
    }
}
