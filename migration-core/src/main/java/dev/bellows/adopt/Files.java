package dev.bellows.adopt;

import dev.bellows.model.Migration;
import dev.bellows.model.Version;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The migrations of a build, as rows of a tool's table name them. */
record Files(List<Migration> all) {
    Files {
        all = List.copyOf(all);
    }

    /** The one of a version as the table writes it; null when there is none, or it is no version. */
    @Nullable
    Migration of(String version) {
        if (!Version.isVersion(version)) {
            return null;
        }
        Version wanted = Version.of(version);
        return first(file -> !file.repeatable() && file.number().equals(wanted));
    }

    /** The first that fits; null when none does. */
    @Nullable
    Migration first(Predicate<Migration> fits) {
        return all.stream().filter(fits).findFirst().orElse(null);
    }

    /** Those that have a version, up to one, in their order. */
    Stream<Migration> upTo(Version version) {
        return all.stream().filter(file -> !file.repeatable() && file.number().compareTo(version) <= 0);
    }

    /** The name of a migration's file, without its folders. */
    static String name(Migration file) {
        String path = file.script().name();
        return path.substring(slash(path) + 1);
    }

    /** The name of the folder that a migration's file is in; empty when its path names none. */
    static String folder(Migration file) {
        String path = file.script().name();
        int end = slash(path);
        return end < 0 ? "" : path.substring(slash(path.substring(0, end)) + 1, end);
    }

    private static int slash(String path) {
        return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    }
}
