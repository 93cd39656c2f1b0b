package dev.bellows.source;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Settings;
import dev.bellows.model.Version;
import dev.bellows.source.MigrationName.Kind;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A migration, or its reverse, as the linter has it.
 *
 * @param owner whose it is
 */
record LintFile(String owner, Part part, Layout layout) {
    /** The order in which they run: versioned ones first. */
    static final Comparator<LintFile> ORDER = Comparator.comparing((LintFile file) -> file.number() == null)
            .thenComparing(LintFile::byNumber)
            .thenComparing(file -> file.name().identity())
            .thenComparing(LintFile::owner);

    /** The order of versions alone. */
    static int byNumber(LintFile one, LintFile other) {
        return compare(one.number(), other.number());
    }

    /** The order of two versions; what has none is in no order. */
    static int compare(@Nullable Version one, @Nullable Version other) {
        return one == null || other == null ? 0 : one.compareTo(other);
    }

    MigrationName name() {
        return part.name();
    }

    SourceFile file() {
        return part.file();
    }

    /** What orders it; null for a repeatable. */
    @Nullable
    Version number() {
        return part.name().number();
    }

    /** What the reverse of a migration shares with it, and two files must not. */
    String identity() {
        return owner + ":" + name().identity();
    }

    boolean is(Kind kind) {
        return part.is(kind);
    }

    MigrationLabel label() {
        return new MigrationLabel(owner, name().version());
    }

    /** Whether the settings make it history. */
    boolean history(Settings settings) {
        @Nullable Version number = number();
        @Nullable Version version = settings.enforceFrom(owner);
        return number != null && version != null && number.compareTo(layout.version(version.toString())) < 0;
    }
}
