package dev.bellows.source;

import dev.bellows.model.Version;
import dev.bellows.source.LintName.Kind;
import org.jspecify.annotations.Nullable;

/** A layout that the engine runs, for the linter. */
record EngineLayout(Layout layout) implements LintLayout {
    @Override
    public String name() {
        return layout.name();
    }

    @Override
    public boolean runs() {
        return true;
    }

    @Override
    public String expectation() {
        return FileRefusals.expectation(layout);
    }

    @Override
    public @Nullable LintName read(String path) {
        // The engine enters no folders.
        @Nullable MigrationName name = path.indexOf('/') < 0 ? layout.read(path) : null;
        if (name == null) {
            return null;
        }
        String version = name.version();
        boolean versioned = Version.isVersion(version);
        Kind kind = name.down() ? Kind.DOWN : versioned ? Kind.VERSIONED : Kind.REPEATABLE;
        return LintName.of(kind, version, versioned ? Version.of(version).digits() : version);
    }
}
