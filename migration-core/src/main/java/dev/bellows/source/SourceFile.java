package dev.bellows.source;

import java.io.IOException;
import java.io.InputStream;

/** A file of a place of migrations. What every layout asks of its name is found once: folders have thousands. */
final class SourceFile {
    private static final String SQL = ".sql";

    private final String name;
    private final String display;
    private final Opener opener;
    private final int own;
    private final boolean sql;

    /**
     * A file.
     *
     * @param name its path in the place, with slashes
     * @param display the name that messages show
     */
    SourceFile(String name, String display, Opener opener) {
        this.name = name;
        this.display = display;
        this.opener = opener;
        this.own = name.lastIndexOf('/') + 1;
        this.sql = isSql(name);
    }

    /** Opens the file's bytes. */
    interface Opener {
        InputStream open() throws IOException;

        /** So many of them from the start, fewer where there are not more. */
        default byte[] head(int length) throws IOException {
            try (InputStream in = open()) {
                return in.readNBytes(length);
            }
        }
    }

    /** Its path in the place, with slashes. */
    String name() {
        return name;
    }

    /** The name that messages show. */
    String display() {
        return display;
    }

    Opener opener() {
        return opener;
    }

    /** Whether it lies in a folder inside the place. */
    boolean isInside() {
        return own > 0;
    }

    /** Its path without its own name, with the slash at its end; empty for one of the place itself. */
    String parent() {
        return name.substring(0, own);
    }

    /** Its name without the folders that it lies in. */
    String own() {
        return name.substring(own);
    }

    boolean isSql() {
        return sql;
    }

    /** {@code .SQL} counts, so that a layout can refuse it instead of it being overlooked. */
    static boolean isSql(String path) {
        return path.regionMatches(true, path.length() - SQL.length(), SQL, 0, SQL.length());
    }

    @Override
    public String toString() {
        return display;
    }
}
