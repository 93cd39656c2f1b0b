package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.sql.tree.ObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Columns whose values are unique from now on. */
final class AddUnique {
    private AddUnique() {}

    static Scaffold of(Catalogue catalogue, Request request) {
        request.refuse(true);
        if (request.arguments().isEmpty()) {
            throw request.wrong();
        }
        ObjectReference named = Fragment.column(request.argument(0));
        Subject subject = Subject.ofColumn(catalogue, named);
        subject.requireWhole();
        List<String> columns = new ArrayList<>();
        columns.add(Objects.requireNonNull(named.name()).name());
        request.arguments().stream().skip(1).map(Fragment::name).forEach(columns::add);
        columns.forEach(subject::column);
        String list = columns.stream().map(Sql::quoted).collect(Collectors.joining(", "));
        List<String> parts = new ArrayList<>(columns);
        parts.add("key");
        String name = subject.named(parts.toArray(String[]::new));
        List<Draft> drafts = List.of(
                Draft.contract(
                        "index",
                        "Runs when no instance is left that writes duplicates: the index refuses them from its first moment on.",
                        "CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + subject.written() + " (" + list + ");",
                        "DROP INDEX CONCURRENTLY " + subject.schema() + name + ";"),
                Draft.expand(
                        "constraint",
                        "The index becomes the constraint; rows are not read again.",
                        subject.alter() + "ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name + ";",
                        subject.alter() + "DROP CONSTRAINT " + name + ";\nCREATE UNIQUE INDEX " + name + " ON "
                                + subject.written() + " (" + list + ");"));
        return new Scaffold(
                subject.table().name() + " (" + list + ") becomes unique",
                "unique " + subject.table().name().name() + " " + String.join(" ", columns),
                drafts,
                List.of("before the first step: no duplicates, as SELECT " + list + ", count(*) FROM "
                        + subject.written() + " GROUP BY " + list
                        + " HAVING count(*) > 1 tells, and a release that writes none"));
    }
}
