package dev.bellows.source;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Version;
import dev.bellows.source.LintName.Kind;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A file of migrations, by what its name says.
 *
 * @param owner whose it is
 * @param number what orders it; null for a repeatable
 */
record LintFile(String owner, LintName name, @Nullable Version number, SourceFile file, LintLayout layout) {
    /** The order in which they run: versioned ones first. */
    static final Comparator<LintFile> ORDER = Comparator.comparing((LintFile file) -> file.number == null)
            .thenComparing(file -> file.name.rank())
            .thenComparing(LintFile::byNumber)
            .thenComparing(file -> file.name.identity())
            .thenComparing(LintFile::owner);

    /** The order of versions alone. */
    static int byNumber(LintFile one, LintFile other) {
        return one.number == null || other.number == null ? 0 : one.number.compareTo(other.number);
    }

    /** What the reverse of a migration shares with it, and two files must not. */
    String identity() {
        return owner + ":" + name.identity();
    }

    boolean is(Kind kind) {
        return name.kind() == kind;
    }

    MigrationLabel label() {
        return new MigrationLabel(owner, name.version());
    }

    /** Whether a version that settings name comes after it. */
    boolean before(@Nullable Version version) {
        return number != null && version != null && number.compareTo(layout.version(version.toString())) < 0;
    }
}
