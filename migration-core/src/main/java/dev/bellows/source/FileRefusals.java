package dev.bellows.source;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;

/** What is wrong with files by their names alone. */
final class FileRefusals {
    private FileRefusals() {}

    static Refusal notAMigration(String file, String why) {
        return Refusal.of("not-a-migration", null, file, why, "rename it, or move it out of the folder");
    }

    static String expectation(Layout layout) {
        return "its name is not a migration's in the layout '" + layout.name() + "', which wants a number first, as in "
                + layout.example();
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
}
