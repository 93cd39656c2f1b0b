package dev.bellows.source;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;

/** What is wrong with files by their names alone, and what of other tools is not run. */
final class FileRefusals {
    private FileRefusals() {}

    static Refusal notAMigration(String file, String why) {
        return Refusal.of("not-a-migration", null, file, why, "rename it, or move it out of the folder");
    }

    static Refusal duplicate(MigrationLabel label, String file, String other) {
        return Refusal.of(
                "duplicate-version",
                label,
                file,
                "version " + label + " is also that of " + other,
                "give one of them another version");
    }

    static Refusal downWithoutUp(MigrationLabel label, String file) {
        return Refusal.of(
                "down-without-up",
                label,
                file,
                "it reverses version " + label + ", which has no file of its own",
                "put that file back, or remove this one");
    }

    static Refusal checkWithoutMigration(MigrationLabel label, String file, String expected) {
        return Refusal.of(
                "check-without-migration",
                label,
                file,
                "it checks version " + label + ", which has no file of its own such as " + expected,
                "put that file back, or remove this one");
    }

    /**
     * What the folder's own tool does with a file and Bellows does not.
     *
     * @param line from 1; 0 for the file as a whole
     */
    static Refusal foreign(SourceFile file, int line, String cause, String next) {
        return Refusal.at("not-supported", null, file.display(), line, cause, next);
    }

    /** Text that the folder's own tool could not read either. */
    static Refusal malformed(SourceFile file, int line, String cause, String next) {
        return Refusal.at("malformed-file", null, file.display(), line, cause, next);
    }

    /** Likewise of a place as a whole. */
    static Refusal malformedPlace(String place, String cause, String next) {
        return Refusal.of("malformed-file", null, place, cause, next);
    }
}
