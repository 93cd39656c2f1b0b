package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Column;
import dev.bellows.sql.tree.ObjectReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column goes: first code can leave it out, then nothing names it any more, then it is dropped. */
final class DropColumn {
    private DropColumn() {}

    static Scaffold of(Catalogue catalogue, Request request) {
        request.requireArguments(1);
        request.refuse(false);
        ObjectReference named = Fragment.column(request.argument(0));
        Subject subject = Subject.ofColumn(catalogue, named);
        Column column = subject.column(Objects.requireNonNull(named.name()).name());
        String written = Sql.quoted(column.name());
        List<Draft> drafts = new ArrayList<>();
        @Nullable String using = request.using();
        if (needsValue(subject, column)) {
            if (using == null) {
                throw new ScaffoldException(
                        subject.table().name() + "." + column.name() + " is NOT NULL and has no default: code that"
                                + " leaves it out could not insert until it is gone",
                        "say what such rows get meanwhile: bellows new drop-column " + request.argument(0)
                                + " --using VALUE");
            }
            drafts.add(Draft.expand(
                    "default",
                    "Code that leaves the column out can insert from now on.",
                    subject.alter() + "ALTER COLUMN " + written + " SET DEFAULT "
                            + Fragment.expression(using, "", Set.of()) + ";",
                    subject.alter() + "ALTER COLUMN " + written + " DROP DEFAULT;"));
        } else if (using != null) {
            throw new ScaffoldException(
                    "--using is not needed: code can leave " + request.argument(0) + " out already",
                    "bellows new drop-column " + request.argument(0));
        }
        List<String> gone =
                catalogue.schema().dependentsOfColumn(subject.table().name(), column.name());
        drafts.add(Draft.contract(
                "drop",
                "Runs when no instance is left that names " + written + "."
                        + (gone.isEmpty() ? "" : "\nWith it go: " + String.join(", ", gone) + "."),
                subject.alter() + "DROP COLUMN " + written + ";",
                subject.alter() + "ADD COLUMN " + written + " " + subject.typeText(column)
                        + catalogue
                                .defaultOf(column)
                                .map(value -> " DEFAULT " + value)
                                .orElse("") + ";"));
        return new Scaffold(
                subject.table().name() + "." + column.name() + " goes",
                "drop " + subject.table().name().name() + " " + column.name(),
                drafts,
                List.of("before the contract: a release that does not name " + written));
    }

    private static boolean needsValue(Subject subject, Column column) {
        return column.notNull()
                && column.defaultValue() == null
                && column.identity() == Column.Identity.NONE
                && column.generation() == Column.Generation.NONE
                && !subject.numbered(column);
    }
}
