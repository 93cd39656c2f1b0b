package dev.bellows.lint.fix;

import dev.bellows.lint.fix.Read.Parsed;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reverse that loses the statements whose counterparts have moved: they go into the reverses of those migrations. */
final class Reverse {
    private static final String NOTHING = "-- There is nothing to undo.\n";

    private final Read read;
    private final Edits edits;
    private final List<Parsed> taken = new ArrayList<>();

    Reverse(Read read) {
        this.read = read;
        this.edits = new Edits(read.text());
    }

    /** Its new text; null where nothing was taken. */
    @Nullable
    String changed() {
        return edits.isEmpty() ? null : edits.applied();
    }

    /** The reverse of a migration with one statement; null where that cannot be told. */
    @Nullable
    String of(Statement moved) {
        if (moved instanceof CreateIndex index) {
            return ofIndex(index);
        } else if (moved instanceof Drop drop && drop.kind() == ObjectKind.INDEX) {
            return ofDrop(drop);
        } else if (moved instanceof AlterTable alter) {
            return ofConstraint(alter);
        }
        return NOTHING;
    }

    private @Nullable String ofIndex(CreateIndex index) {
        Identifier name = index.name();
        if (name == null) {
            return null;
        }
        QualifiedName table = index.table().name();
        String schema = table.parts().size() < 2
                ? ""
                : table.parts().get(table.parts().size() - 2).written() + ".";
        take(statement -> statement instanceof Drop drop
                && drop.kind() == ObjectKind.INDEX
                && drop.objects().size() == 1
                && Objects.requireNonNull(drop.objects().get(0).name()).name().equals(name.name()));
        // Whatever else drops it, its table or its constraint, runs after this or has run.
        return "DROP INDEX CONCURRENTLY IF EXISTS " + schema + name.written() + ";\n";
    }

    private @Nullable String ofDrop(Drop drop) {
        String name = Objects.requireNonNull(drop.objects().get(0).name()).name();
        Optional<Parsed> made = take(statement -> statement instanceof CreateIndex index
                && index.name() != null
                && index.name().name().equals(name));
        return made.map(parsed -> {
                    String text = parsed.text().text();
                    int word = text.toUpperCase(java.util.Locale.ROOT).indexOf("INDEX") + "INDEX".length();
                    boolean already = parsed.statement() instanceof CreateIndex index && index.concurrently();
                    return already
                            ? text + ";\n"
                            : text.substring(0, word) + " CONCURRENTLY" + text.substring(word) + ";\n";
                })
                .orElse(NOTHING);
    }

    /** That of ADD CONSTRAINT … USING INDEX is moved; those of VALIDATE and SET NOT NULL are a part of the first one's. */
    private String ofConstraint(AlterTable alter) {
        String name = alter.actions().stream()
                .filter(dev.bellows.sql.tree.AddConstraint.class::isInstance)
                .map(action -> ((dev.bellows.sql.tree.AddConstraint) action)
                        .constraint()
                        .name())
                .filter(Objects::nonNull)
                .map(Identifier::name)
                .findFirst()
                .orElse("");
        return take(statement -> statement instanceof AlterTable other
                        && other.actions().size() == 1
                        && other.actions().get(0) instanceof DropConstraint drop
                        && drop.constraint().name().equals(name))
                .map(parsed -> parsed.text().text() + ";\n")
                .orElse(NOTHING);
    }

    private Optional<Parsed> take(java.util.function.Predicate<Statement> wanted) {
        Optional<Parsed> found = read.statements().stream()
                .filter(parsed -> !taken.contains(parsed) && wanted.test(parsed.statement()))
                .findFirst();
        found.ifPresent(parsed -> {
            taken.add(parsed);
            edits.remove(parsed.start(), parsed.end());
        });
        return found;
    }

    /** Puts another statement in the place of DROP NOT NULL; false where there is none. */
    boolean replaceDropNotNull(Identifier column, String with) {
        Optional<Parsed> found = read.statements().stream()
                .filter(parsed -> parsed.statement() instanceof AlterTable alter
                        && alter.actions().size() == 1
                        && alter.actions().get(0) instanceof dev.bellows.sql.tree.DropNotNull drop
                        && drop.column().name().equals(column.name()))
                .findFirst();
        found.ifPresent(parsed -> edits.replace(parsed.start(), parsed.end(), with));
        return found.isPresent();
    }
}
