package dev.bellows.source;

import dev.bellows.model.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Drizzle's {@code 0042_quick_fox.sql}, run in the order of its {@code meta/_journal.json}. Two branches may both have made a
 * 0042: then the second one in the journal is 0042.1. A {@code --> statement-breakpoint} is a comment. Facts:
 * https://orm.drizzle.team/docs/migrations.
 */
final class DrizzleLayout implements Layout {
    static final String JOURNAL = "meta/_journal.json";

    private static final Pattern NAME = Pattern.compile("([0-9]+)(?:_([^/]*))?\\.sql");

    @Override
    public String name() {
        return "drizzle";
    }

    @Override
    public String example() {
        return "0042_quick_fox.sql";
    }

    @Override
    public String expectation() {
        return "Drizzle's " + JOURNAL + " does not name it, so Drizzle would not run it";
    }

    @Override
    public @Nullable String sign(Folder folder) {
        return folder.file(JOURNAL) == null ? null : JOURNAL;
    }

    @Override
    public @Nullable MigrationName read(String path) {
        Matcher name = NAME.matcher(path);
        return name.matches()
                ? MigrationName.versioned(name.group(1), name.group(2) == null ? "" : name.group(2))
                : null;
    }

    @Override
    public Contents contents(Folder folder) {
        Contents contents = new Contents();
        @Nullable SourceFile journal = folder.file(JOURNAL);
        if (journal == null) {
            contents.refuse(FileRefusals.malformedPlace(
                    folder.place(),
                    "Drizzle's " + JOURNAL + " is not in it, which says the order",
                    "name the folder that Drizzle calls out, or choose another layout: --layout NAME"));
            return contents;
        }
        Map<String, SourceFile> files = new HashMap<>();
        folder.scripts().forEach(file -> files.put(file.name(), file));
        List<DrizzleJournal.Entry> entries = DrizzleJournal.read(folder.text(journal), journal, contents);
        @Nullable Version last = null;
        for (DrizzleJournal.Entry entry : entries) {
            Version version = version(entry, last);
            last = version;
            @Nullable SourceFile file = files.remove(entry.tag() + ".sql");
            if (file == null) {
                contents.refuse(FileRefusals.malformed(
                        journal,
                        entry.line(),
                        "it names " + entry.tag() + ", and there is no " + entry.tag() + ".sql",
                        "put the file back, or take the entry out"));
            } else {
                String words = entry.tag().replaceFirst("^[0-9]+_?", "");
                contents.add(Part.whole(MigrationName.versioned(version.toString(), words), file));
            }
        }
        folder.scripts().stream()
                .filter(file -> files.containsKey(file.name()))
                .forEach(file -> contents.stray(file, expectation()));
        return contents;
    }

    /** Made of what stands before it in the journal alone, so that it stays the same whatever comes after. */
    private static Version version(DrizzleJournal.Entry entry, @Nullable Version last) {
        Matcher number = Pattern.compile("[0-9]+").matcher(entry.tag());
        String own = number.lookingAt() ? number.group() : String.valueOf(entry.place());
        return last == null || Version.of(own).compareTo(last) > 0 ? Version.of(own) : Version.of(last + ".1");
    }
}
