package dev.bellows.source;

import org.jspecify.annotations.Nullable;

/** How a folder names its migrations. */
interface Layout {
    /** The name that {@code --layout} takes. */
    String name();

    /** What a name looks like, for messages. */
    String example();

    /** Whether this file name is one that only this layout would use; lets a folder's layout be told. */
    boolean claims(String fileName);

    /** What a file's name says; null when it is not a migration's name in this layout. */
    @Nullable
    MigrationName read(String fileName);
}
