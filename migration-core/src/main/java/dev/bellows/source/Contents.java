package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.List;

/** What a layout finds in a folder. */
final class Contents {
    private final List<Part> parts = new ArrayList<>();
    private final List<SourceFile> strays = new ArrayList<>();
    private final List<SourceFile> ignored = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    void add(Part part) {
        parts.add(part);
    }

    /** A file that lies there as a migration does, and is none. */
    void stray(SourceFile file, String why) {
        strays.add(file);
        refusals.add(FileRefusals.notAMigration(file.display(), why));
    }

    /** A file that the folder's own tool leaves alone. */
    void ignore(SourceFile file) {
        ignored.add(file);
    }

    /** Why nothing of the folder can be run as it is. */
    void refuse(Refusal refusal) {
        refusals.add(refusal);
    }

    /** What a person should know of the folder. */
    void notice(String text) {
        notices.add(text);
    }

    /** Migrations and reverses, in the order of their files. */
    List<Part> parts() {
        return parts;
    }

    List<SourceFile> strays() {
        return strays;
    }

    List<SourceFile> ignored() {
        return ignored;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    List<String> notices() {
        return notices;
    }
}
