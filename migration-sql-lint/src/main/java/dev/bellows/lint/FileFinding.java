package dev.bellows.lint;

import dev.bellows.sql.LooseScript;
import org.jspecify.annotations.Nullable;

/**
 * A finding about a file as a whole, by whoever read the folder.
 *
 * @param version of the migration; null where it has none
 * @param text of the file, whose comments may allow it; null where there is none to read
 */
public record FileFinding(Finding finding, @Nullable String version, LooseScript.@Nullable Text text) {}
