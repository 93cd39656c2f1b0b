package dev.bellows.source;

import dev.bellows.model.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a tool lays out its migrations in a folder. */
interface Layout {
    /** The name that {@code --layout} takes. */
    String name();

    /** What a file is called, for messages. */
    String example();

    /** Whether files in the folders inside a place are its migrations too. */
    default boolean entersFolders() {
        return false;
    }

    /** A file that shows that a folder is laid out so; null when there is none. */
    @Nullable
    String sign(Folder folder);

    /**
     * What a path alone says; null when it is not a migration's in this layout.
     *
     * @param path in the place, with slashes
     */
    @Nullable
    MigrationName read(String path);

    /** What a folder holds. By default each of its scripts is a migration, and its name says which. */
    default Contents contents(Folder folder) {
        Contents contents = new Contents();
        for (SourceFile file : folder.scripts()) {
            @Nullable MigrationName name = read(file.name());
            if (name == null) {
                contents.stray(file, expectation());
            } else {
                contents.add(Part.whole(name, file));
            }
        }
        return contents;
    }

    /** What is wrong with a name that cannot be read. */
    default String expectation() {
        return "its name is not a migration's in the layout '" + name() + "', which wants a number first, as in "
                + example();
    }

    /**
     * A version as settings or names write it.
     *
     * @throws IllegalArgumentException when it is none
     */
    default Version version(String written) {
        return Version.of(written);
    }

    /** What any later version will be at least, as settings write it. */
    default String after(Version newest, List<Version> all) {
        return Following.number(newest.toString().replaceAll("[._].*", ""));
    }
}
