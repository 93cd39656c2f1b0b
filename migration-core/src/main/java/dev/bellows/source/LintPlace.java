package dev.bellows.source;

import dev.bellows.model.Location;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place of migrations as a lint is asked for it. Paths are in the place, with slashes.
 *
 * @param files the ones that are judged; null for all
 * @param buffers what takes the place of files, whether they are there or not
 * @param past what it held where a branch began; null when nothing is compared
 */
public record LintPlace(
        Location location,
        @Nullable Set<String> files,
        Map<String, byte[]> buffers,
        @Nullable Past past) {
    public LintPlace {
        files = files == null ? null : Set.copyOf(files);
        buffers = new LinkedHashMap<>(buffers);
    }

    /** All of a place, as it stands. */
    public static LintPlace whole(Location location) {
        return new LintPlace(location, null, Map.of(), null);
    }

    /** Whether a file is one of those that are judged. */
    boolean wants(String path) {
        return files == null || files.contains(path);
    }

    /** The same beside what it held. */
    public LintPlace since(Past before) {
        return new LintPlace(location, files, buffers, before);
    }

    /** Whether a file of this path in a place may be a migration, or says something of them. */
    public static boolean isOfInterest(String path) {
        return Folders.isOfInterest(path);
    }

    /** Whether it may be a migration itself. */
    public static boolean isScript(String path) {
        return SourceFile.isSql(path) && Folders.isOfInterest(path);
    }
}
