package dev.bellows.model;

import dev.bellows.sql.LooseScript;
import dev.bellows.sql.Outline;
import java.io.IOException;
import java.io.Reader;

/** A file's text with its name. The text is read from the file each time, so that it may be larger than memory. */
public interface Script extends LooseScript.Text {
    /** The name that messages show: the path as the user gave it, or the resource's name. */
    String name();

    /** The checksum of the text, {@code 1:} and 64 hexadecimal digits; see {@code docs/checksums.md}. */
    String checksum();

    /**
     * The text from its beginning, without a byte order mark. The caller closes it.
     *
     * @throws IOException when it cannot be read, or is not UTF-8
     */
    @Override
    Reader open() throws IOException;

    /** Whether there is a text to open: code has none. */
    default boolean hasText() {
        return true;
    }

    /**
     * What the text holds, found in one pass and remembered.
     *
     * @throws UnreadableScriptException when it cannot be read or understood
     */
    Outline outline();

    /**
     * The checksum of the first statements, which must still be the same before a half-applied file is resumed.
     *
     * @param statements how many statements, from the first; at most as many as the file has
     * @return the checksum, or the empty string when the file has fewer statements
     */
    String prefixChecksum(int statements);
}
