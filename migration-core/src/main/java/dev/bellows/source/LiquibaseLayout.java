package dev.bellows.source;

import dev.bellows.model.MigrationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Liquibase's formatted SQL: files that begin with {@code --liquibase formatted sql} and hold any number of
 * {@code --changeset author:id}, each a migration, with its {@code --rollback} as the reverse. A version is the number in the file's
 * name and the changeset's place in it: the second one of {@code 042_orders.sql} is 042.2, the first one of
 * {@code db.changelog-1.4.sql} is 1.4.0.1. One file may have no number; it comes first, as 0. Facts:
 * https://docs.liquibase.com/concepts/changelogs/sql-format.html.
 */
final class LiquibaseLayout implements Layout {
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d\\d)-(\\d\\d)(?:-(\\d{4,6})(?!\\d))?");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)*");

    /** How many parts a number of several is filled up to: 1.4.0.1 comes before 1.4.1.1, as the files do. */
    private static final int PARTS = 3;

    private static final Pattern OTHER_NAME = Pattern.compile("(?is).*\\.(xml|ya?ml|json)");

    /** How a changelog begins that is no SQL. */
    private static final Pattern OTHER_CHANGELOG =
            Pattern.compile("<databaseChangeLog\\b|(?m:^databaseChangeLog\\s*:)|\"databaseChangeLog\"\\s*:");

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public String example() {
        return "042_add_email.sql with --liquibase formatted sql in its first line";
    }

    @Override
    public String expectation() {
        return "it does not begin with --liquibase formatted sql";
    }

    @Override
    public @Nullable String sign(Folder folder) {
        return Folder.first(
                folder.files(),
                file -> !file.isInside() && (isFormatted(folder, file) || isOtherChangelog(folder, file)));
    }

    private static boolean isFormatted(Folder folder, SourceFile file) {
        return file.isSql() && Marks.LIQUIBASE.in(folder.head(file));
    }

    private static boolean isOtherChangelog(Folder folder, SourceFile file) {
        return !file.isInside()
                && !file.isSql()
                && OTHER_NAME.matcher(file.name()).matches()
                && OTHER_CHANGELOG.matcher(folder.head(file)).find();
    }

    /** A path says nothing of what is in the file. */
    @Override
    public @Nullable MigrationName read(String path) {
        return null;
    }

    @Override
    public Contents contents(Folder folder) {
        Contents contents = new Contents();
        Map<String, String> numbers = new HashMap<>();
        for (SourceFile file : folder.scripts()) {
            if (!isFormatted(folder, file)) {
                contents.stray(file, expectation());
                continue;
            }
            String number = number(file.name());
            @Nullable
            String other = numbers.putIfAbsent(MigrationId.parse("", number).key(), file.display());
            if (other == null) {
                new Changesets(folder, file, number).addTo(contents);
            } else {
                contents.refuse(FileRefusals.foreign(
                        file,
                        0,
                        "the number in its name, " + number + ", is also that of " + other
                                + ", so nothing says which comes first",
                        "give each file a number of its own, in the order in which they run, as in 042_add_email.sql"));
            }
        }
        folder.files().stream().filter(file -> isOtherChangelog(folder, file)).forEach(file -> refuse(file, contents));
        interleaved(contents);
        ByName.notice(contents, "Liquibase's includeAll", folder.place());
        return contents;
    }

    private static void refuse(SourceFile file, Contents contents) {
        contents.refuse(FileRefusals.foreign(
                file,
                0,
                "it is a changelog of Liquibase's that is not SQL, which Bellows does not read",
                "let Liquibase write its SQL into a file of the layout bellows (liquibase update-sql --changelog-file="
                        + file.name() + "); if it only lists SQL files, move it out of the folder"));
    }

    private static String number(String name) {
        Matcher date = DATE.matcher(name);
        if (date.find()) {
            return date.group(1) + date.group(2) + date.group(3) + (date.group(4) == null ? "" : date.group(4));
        }
        Matcher number = NUMBER.matcher(name);
        if (!number.find()) {
            return "0";
        }
        StringBuilder parts = new StringBuilder(number.group());
        int count = number.group().split("\\.").length;
        for (; count > 1 && count < PARTS; count++) {
            parts.append(".0");
        }
        return parts.toString();
    }

    /** What 1 and 1.1 number must not mingle: the third changeset of one file after the first of the other. */
    private static void interleaved(Contents contents) {
        List<Part> versioned = contents.parts().stream()
                .filter(part -> part.is(MigrationName.Kind.VERSIONED))
                .sorted((one, other) ->
                        LintFile.compare(one.name().number(), other.name().number()))
                .toList();
        Set<String> ended = new HashSet<>();
        String current = "";
        for (Part part : versioned) {
            String file = part.file().display();
            if (file.equals(current)) {
                continue;
            }
            if (!ended.add(file)) {
                contents.refuse(FileRefusals.foreign(
                        part.file(),
                        0,
                        "by the number in its name, its changesets come before and after those of " + current,
                        "write as many parts in the number of the one as in that of the other"));
                return;
            }
            current = file;
        }
    }
}
