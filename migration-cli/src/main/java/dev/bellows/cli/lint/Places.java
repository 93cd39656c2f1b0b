package dev.bellows.cli.lint;

import dev.bellows.model.Location;
import dev.bellows.source.LintPlace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The folders that a call names, each once, however its paths are written. */
final class Places {
    private final Map<Path, Folder> folders = new LinkedHashMap<>();

    /** What is judged of a folder. */
    private static final class Folder {
        private final Path path;
        private final Map<String, byte[]> buffers = new LinkedHashMap<>();
        private @Nullable Set<String> files = new LinkedHashSet<>();

        Folder(Path path) {
            this.path = path;
        }
    }

    private Folder at(Path path) {
        return folders.computeIfAbsent(path.toAbsolutePath().normalize(), key -> new Folder(path));
    }

    /** A folder is judged whole, whatever files of it are named too. */
    void folder(Path path) {
        at(path).files = null;
    }

    void file(Place place) {
        @Nullable Set<String> files = at(place.folder()).files;
        if (files != null) {
            files.add(place.file());
        }
    }

    void buffer(Place place, byte[] content) {
        file(place);
        at(place.folder()).buffers.put(place.file(), content);
    }

    List<LintPlace> all() {
        List<LintPlace> all = new ArrayList<>();
        folders.values()
                .forEach(folder -> all.add(
                        new LintPlace(Location.of(folder.path.toString()), folder.files, folder.buffers, null)));
        return all;
    }
}
