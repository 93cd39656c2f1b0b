package dev.bellows.source;

import dev.bellows.model.Settings;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The files of a place of migrations, as a layout looks at them. */
final class Folder {
    /** Where a tool's marks are looked for, to tell whose a file is; in bytes. */
    private static final int HEAD = 1 << 14;

    private final String place;
    private final List<SourceFile> files;
    private final List<SourceFile> scripts;
    private final List<SourceFile> inside;
    private final Map<String, SourceFile> byName = new HashMap<>();
    private final Map<String, String> heads = new HashMap<>();

    /** @param files in the order of their paths; those in folders inside it too */
    Folder(String place, List<SourceFile> files) {
        this.place = place;
        this.files = List.copyOf(files);
        this.scripts =
                files.stream().filter(file -> file.isSql() && !file.isInside()).toList();
        this.inside =
                files.stream().filter(file -> file.isSql() && file.isInside()).toList();
        this.files.forEach(file -> byName.putIfAbsent(file.name(), file));
    }

    /** Files without those that the settings name as none of ours. */
    static List<SourceFile> without(Settings settings, List<SourceFile> files) {
        return settings.ignore().isEmpty()
                ? files
                : files.stream().filter(file -> !settings.ignores(file.name())).toList();
    }

    /** What takes notice of a line. */
    interface Line {
        /**
         * Takes notice of it.
         *
         * @param number from 1
         * @param text without its end
         */
        void read(int number, String text);
    }

    /** As it was named. */
    String place() {
        return place;
    }

    /** All files that a layout may want to know of. */
    List<SourceFile> files() {
        return files;
    }

    /** The {@code .sql} files of the place itself. */
    List<SourceFile> scripts() {
        return scripts;
    }

    /** The {@code .sql} files of the place and of the folders inside it. */
    List<SourceFile> allScripts() {
        return inside.isEmpty()
                ? scripts
                : files.stream().filter(SourceFile::isSql).toList();
    }

    /** The {@code .sql} files of the folders inside it. */
    List<SourceFile> scriptsInside() {
        return inside;
    }

    /** The file of a path; null when there is none. */
    @Nullable
    SourceFile file(String path) {
        return byName.get(path);
    }

    /** The first of some files, by its path; null when there is none. */
    static @Nullable String first(List<SourceFile> files, Predicate<SourceFile> which) {
        return files.stream().filter(which).map(SourceFile::name).findFirst().orElse(null);
    }

    /** How a file begins; nothing where it cannot be read. */
    String head(SourceFile file) {
        return heads.computeIfAbsent(file.name(), name -> {
            try {
                return new String(file.opener().head(HEAD), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return "";
            }
        });
    }

    /**
     * Reads a file, whatever is not UTF-8 in it replaced: who runs it says where that is.
     *
     * @return false when it cannot be read
     */
    boolean read(SourceFile file, Line line) {
        try (LineSource lines =
                new LineSource(new InputStreamReader(file.opener().open(), StandardCharsets.UTF_8))) {
            while (lines.next()) {
                line.read(lines.number(), lines.line());
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All of a small file; nothing where it cannot be read. */
    String text(SourceFile file) {
        StringBuilder text = new StringBuilder();
        return read(file, (number, line) -> text.append(line).append('\n')) ? text.toString() : "";
    }
}
