package dev.bellows.source;

import dev.bellows.model.MigrationLabel;
import dev.bellows.source.MigrationName.Kind;
import org.jspecify.annotations.Nullable;

/** The files of a version, as they are found: a migration, its reverse and its check, of each at most one. */
final class VersionFiles {
    private final String owner;
    private final Layout layout;
    private @Nullable Part migration;
    private @Nullable Part down;
    private @Nullable Part check;

    VersionFiles(String owner, Layout layout) {
        this.owner = owner;
        this.layout = layout;
    }

    /** Adds a file; of two for the same purpose the first stays, and is the answer. Null where there was none. */
    @Nullable
    Part add(Part part) {
        @Nullable Part before;
        if (part.is(Kind.DOWN)) {
            before = down;
            down = before == null ? part : before;
        } else if (part.is(Kind.CHECK)) {
            before = check;
            check = before == null ? part : before;
        } else {
            before = migration;
            migration = before == null ? part : before;
        }
        return before;
    }

    @Nullable
    Part migration() {
        return migration;
    }

    @Nullable
    Part down() {
        return down;
    }

    @Nullable
    Part check() {
        return check;
    }

    String owner() {
        return owner;
    }

    Layout layout() {
        return layout;
    }

    MigrationLabel label(Part part) {
        return new MigrationLabel(owner, part.name().version());
    }
}
