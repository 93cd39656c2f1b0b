package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration, or the reverse of one, as it lies in a file: all of it, or some of its lines.
 *
 * @param lines those that are its own; null for the whole file
 * @param outside whether its tool would run it outside a transaction
 * @param refusals why the engine cannot do with it what its tool does; the linter can read it all the same
 */
record Part(MigrationName name, SourceFile file, @Nullable Lines lines, boolean outside, List<Refusal> refusals) {
    Part {
        refusals = List.copyOf(refusals);
    }

    /** All of a file. */
    static Part whole(MigrationName name, SourceFile file) {
        return new Part(name, file, null, false, List.of());
    }

    boolean is(MigrationName.Kind kind) {
        return name.kind() == kind;
    }
}
