package dev.bellows.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tools that order their files by the names as texts, where {@code 10_b} comes before {@code 9_a}. */
final class ByName {
    private ByName() {}

    /** Says where such a tool's order is another than that of the numbers. */
    static void notice(Contents contents, String tool, String place) {
        List<Part> versioned = new ArrayList<>();
        contents.parts().stream()
                .filter(part ->
                        part.is(MigrationName.Kind.VERSIONED) && part.name().number() != null)
                .forEach(versioned::add);
        versioned.sort(Comparator.comparing(part -> part.file().name()));
        for (int i = 1; i < versioned.size(); i++) {
            Part one = versioned.get(i - 1);
            Part other = versioned.get(i);
            if (LintFile.compare(one.name().number(), other.name().number()) > 0) {
                contents.notice("in " + place + ", " + other.file().name() + " runs before "
                        + one.file().name() + " here, by its number; " + tool + " goes by the letters of names");
                return;
            }
        }
    }
}
