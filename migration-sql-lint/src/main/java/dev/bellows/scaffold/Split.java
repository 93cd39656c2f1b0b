package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.sql.tree.ObjectReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A column becomes several: for a while all of them are there, and a trigger computes those that were not written. */
final class Split {
    private final Subject subject;
    private final Column from;
    private final String old;
    private final Map<String, String> parts;
    private final String back;

    private Split(Subject subject, Column from, Map<String, String> parts, String back) {
        this.subject = subject;
        this.from = from;
        this.old = Sql.quoted(from.name());
        this.parts = parts;
        this.back = back;
    }

    static Scaffold of(Catalogue catalogue, Request request) {
        if (request.arguments().size() < 3) {
            throw request.wrong();
        }
        ObjectReference named = Fragment.column(request.argument(0));
        Subject subject = Subject.ofColumn(catalogue, named);
        Column from = subject.column(Objects.requireNonNull(named.name()).name());
        subject.requireReplaceable(from);
        Map<String, String> parts = new LinkedHashMap<>();
        for (String argument :
                request.arguments().subList(1, request.arguments().size())) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw request.wrong();
            }
            String name = Fragment.name(argument.substring(0, equals));
            subject.requireFree(name);
            parts.put(name, Fragment.expression(argument.substring(equals + 1), "NEW.", Set.of(from.name())));
        }
        @Nullable String back = request.back();
        if (back == null) {
            throw new ScaffoldException(
                    "old code must see what new code writes",
                    "say how " + from.name() + " is made of its parts: --back \""
                            + String.join(" || ' ' || ", parts.keySet()) + "\"");
        }
        return new Split(subject, from, parts, back).scaffold();
    }

    private Scaffold scaffold() {
        Sync sync = new Sync(
                subject,
                subject.named(from.name(), "split"),
                "it only keeps " + old + " and its parts in step",
                body());
        List<Draft> drafts = new ArrayList<>();
        drafts.add(Draft.expand(
                "add parts",
                "The column and its parts, for code of both kinds: a trigger computes what is not written.",
                sync.create(each(
                        name -> subject.alter() + "ADD COLUMN " + name + " " + subject.typeText(from) + ";", "\n")),
                sync.drop() + "\n" + each(name -> subject.alter() + "DROP COLUMN " + name + ";", "\n")));
        drafts.add(BatchedCopy.draft(
                subject,
                "fill parts",
                "Rows that are there: the trigger fills their parts.",
                old + " = " + old,
                old + " IS NOT NULL AND " + each(name -> name + " IS NULL", " AND ")));
        drafts.add(Draft.contract(
                "drop " + from.name(),
                "Runs when no instance is left that names " + old + ".",
                subject.alter() + "DROP COLUMN " + old + ";\n" + sync.drop(),
                "-- bellows:transaction off\n-- bellows:lock-timeout 10s\n" + subject.alter() + "ADD COLUMN " + old
                        + " "
                        + subject.typeText(from) + ";\n" + sync.create("") + "\n"
                        + BatchedCopy.sql(subject, old + " = " + back(""), old + " IS NULL") + "\n"
                        + Likeness.restored(subject, from, true)));
        List<String> remarks = new ArrayList<>();
        remarks.add("before the contract: a release that names only the parts, for reading and for writing");
        remarks.add(
                "the parts have neither indexes nor NOT NULL yet: bellows new add-not-null and CREATE INDEX CONCURRENTLY,"
                        + " before the contract");
        remarks.addAll(Likeness.leftBehind(subject, from));
        Sync.others(subject).ifPresent(remarks::add);
        return new Scaffold(
                subject.table().name() + "." + from.name() + " becomes " + String.join(", ", parts.keySet()),
                "split " + subject.table().name().name() + " " + from.name(),
                drafts,
                remarks);
    }

    private String each(java.util.function.UnaryOperator<String> piece, String between) {
        return parts.keySet().stream().map(Sql::quoted).map(piece).collect(Collectors.joining(between));
    }

    /** The whole made of its parts, of a row or of one that is being written. */
    private String back(String prefix) {
        return Fragment.expression(back, prefix, parts.keySet());
    }

    /** Parts that somebody has written are never computed again from the column, which may know less than they. */
    private String body() {
        String forth = parts.entrySet().stream()
                .map(part -> "NEW." + Sql.quoted(part.getKey()) + " := " + part.getValue() + ";")
                .collect(Collectors.joining("\n"))
                .indent(4)
                .stripTrailing();
        String written = each(name -> "NEW." + name, ", ");
        String before = each(name -> "OLD." + name, ", ");
        String empty = each(name -> "NEW." + name + " IS NULL", " AND ");
        return """
                IF TG_OP = 'UPDATE' AND (%1$s) IS DISTINCT FROM (%2$s)
                        OR TG_OP = 'INSERT' AND NOT (%3$s) THEN
                    NEW.%4$s := %5$s;
                ELSIF TG_OP = 'INSERT' OR NEW.%4$s IS DISTINCT FROM OLD.%4$s OR (%3$s) THEN
                %6$s
                END IF;""".formatted(written, before, empty, old, back("NEW."), forth);
    }
}
