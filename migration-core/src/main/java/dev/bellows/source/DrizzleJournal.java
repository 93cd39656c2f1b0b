package dev.bellows.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The journal in which Drizzle keeps the order of its migrations. */
final class DrizzleJournal {
    private static final Pattern ENTRY = Pattern.compile("\\{[^{}]*}");
    private static final Pattern TAG = Pattern.compile("\"tag\"\\s*:\\s*\"([^\"\\\\]+)\"");
    private static final Pattern WHEN = Pattern.compile("\"when\"\\s*:\\s*([0-9]{1,18})\\b");
    private static final Pattern DIALECT = Pattern.compile("\"dialect\"\\s*:\\s*\"([^\"]*)\"");

    private DrizzleJournal() {}

    /**
     * A migration.
     *
     * @param place from 0
     * @param line of its name in the journal, from 1
     */
    record Entry(String tag, int place, int line) {}

    /** The entries, in their order; what is wrong with them is told. */
    static List<Entry> read(String text, SourceFile journal, Contents contents) {
        List<Entry> entries = new ArrayList<>();
        Matcher dialect = DIALECT.matcher(text);
        if (dialect.find()
                && !dialect.group(1).equals("postgresql")
                && !dialect.group(1).equals("pg")) {
            contents.refuse(FileRefusals.foreign(
                    journal,
                    line(text, dialect.start()),
                    "its migrations are written for " + dialect.group(1),
                    "name a folder of migrations for PostgreSQL"));
        }
        Matcher entry = ENTRY.matcher(text);
        long newest = -1;
        String newestTag = "";
        while (entry.find()) {
            Matcher tag = TAG.matcher(entry.group());
            if (!tag.find()) {
                continue;
            }
            entries.add(new Entry(tag.group(1), entries.size(), line(text, entry.start() + tag.start())));
            Matcher when = WHEN.matcher(entry.group());
            long at = when.find() ? Long.parseLong(when.group(1)) : newest + 1;
            if (at <= newest) {
                contents.notice(journal.display() + ":" + line(text, entry.start() + tag.start()) + ": the \"when\" of "
                        + tag.group(1) + " is not after that of " + newestTag
                        + ": Drizzle passes over it in silence where the latter has run; Bellows runs it");
            } else {
                newest = at;
                newestTag = tag.group(1);
            }
        }
        if (entries.isEmpty() && !text.matches("(?s).*\"entries\"\\s*:\\s*\\[\\s*].*")) {
            contents.refuse(FileRefusals.malformed(
                    journal, 0, "no migration can be read from it", "put it back as Drizzle wrote it"));
        }
        return entries;
    }

    private static int line(String text, int at) {
        return (int) text.substring(0, at)
                        .chars()
                        .filter(letter -> letter == '\n')
                        .count()
                + 1;
    }
}
