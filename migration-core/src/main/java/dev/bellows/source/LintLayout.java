package dev.bellows.source;

import dev.bellows.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the linter reads the names in a folder: in the engine's layouts, and in those that only other tools run. */
interface LintLayout {
    /** What people call it. */
    String name();

    /** Whether the engine runs it. */
    boolean runs();

    /** What is wrong with a name that cannot be read. */
    String expectation();

    /**
     * What a name says; null when it is none in this layout.
     *
     * @param path in the folder, with slashes
     */
    @Nullable
    LintName read(String path);

    /** Whether the tool itself leaves this file alone. */
    default boolean ignores(String path) {
        return false;
    }

    /**
     * A version as names or settings write it.
     *
     * @throws IllegalArgumentException when it is none
     */
    default Version version(String written) {
        return Version.ofParts(written);
    }

    /** What any later version will be at least, as settings write it. */
    default String after(Version newest, List<Version> all) {
        return Following.number(newest.toString());
    }

    /** The text as the server would get it, every line and column where it was. */
    default String text(String text) {
        return text;
    }
}
