package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import dev.bellows.schema.Index;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.IndexElement;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Place;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The statement of an index, rewritten for another column. */
final class IndexText {
    private final Catalogue.Made made;
    private final TreeMap<Integer, Edit> edits = new TreeMap<>();

    private record Edit(Place place, String text) {}

    private IndexText(Catalogue.Made made) {
        this.made = made;
    }

    /**
     * CREATE INDEX CONCURRENTLY of the same index on another column; empty where its statement is not in the folder, or its
     * columns have other names today.
     */
    static Optional<String> of(Subject subject, Index index, String name, String from, String to) {
        if (index.constraint()) {
            // A constraint's index has no more to it than its columns.
            List<String> columns = index.columns().stream()
                    .map(column -> Sql.quoted(column.equals(from) ? to : column))
                    .toList();
            return Optional.of("CREATE UNIQUE INDEX CONCURRENTLY " + name + " ON " + subject.written() + " ("
                    + String.join(", ", columns) + ");");
        }
        return subject.catalogue()
                .made(index)
                .filter(made -> asToday(made.statement(), index))
                .map(made -> new IndexText(made).rewritten(subject, name, from, to));
    }

    private static boolean asToday(CreateIndex statement, Index index) {
        List<IndexElement> elements = statement.elements();
        for (int i = 0; i < elements.size() && i < index.columns().size(); i++) {
            boolean same = !(elements.get(i).expression() instanceof ColumnReference column)
                    || column.name().name().equals(index.columns().get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private String rewritten(Subject subject, String name, String from, String to) {
        CreateIndex statement = made.statement();
        Identifier old = Objects.requireNonNull(statement.name(), "only indexes with a name are kept");
        Place ifNotExists = statement.ifNotExistsWords();
        if (ifNotExists != null) {
            edit(new Place(ifNotExists.start(), old.place().start()), "");
        }
        edit(old.place(), (statement.concurrently() ? "" : "CONCURRENTLY ") + name);
        edit(statement.table().name().place(), subject.written());
        Nodes.inside(statement, ColumnReference.class).stream()
                .filter(reference -> reference.name().parts().size() == 1
                        && reference.name().name().equals(from))
                .forEach(reference -> edit(reference.place(), Sql.quoted(to)));
        String text = made.text();
        for (Edit edit : edits.descendingMap().values()) {
            text = text.substring(0, edit.place().start())
                    + edit.text()
                    + text.substring(edit.place().end());
        }
        return text + ";";
    }

    private void edit(Place place, String text) {
        edits.put(place.start(), new Edit(place, text));
    }
}
