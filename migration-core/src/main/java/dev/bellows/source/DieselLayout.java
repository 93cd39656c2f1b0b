package dev.bellows.source;

import dev.bellows.model.Refusal;
import dev.bellows.model.Version;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Diesel's folder for each migration: {@code 2026-11-21-093000_add_email/up.sql} and {@code down.sql}, with a
 * {@code metadata.toml} that may say {@code run_in_transaction = false}. Diesel orders by the folders' names without dashes, as
 * texts; newer ones have a counter behind the time ({@code 2026-11-21-093000-0000_add_email}), which is the second part of
 * the version here, from 1: 20261121093000.0001. Facts: https://docs.rs/diesel_migrations.
 */
final class DieselLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("([0-9][0-9-]*)([^/]*)/(up|down)\\.sql");
    private static final Pattern MEANT = Pattern.compile("[^/]+/up\\.sql");
    private static final Pattern TRANSACTION =
            Pattern.compile("(?m)^[ \\t]*run_in_transaction[ \\t]*=[ \\t]*(\\S*)[ \\t]*(?:#.*)?$");
    static final String METADATA = "metadata.toml";

    /** The digits of a time to the second. */
    private static final int TIME = 14;

    @Override
    public String name() {
        return "diesel";
    }

    @Override
    public String example() {
        return "2026-11-21-093000_add_email/up.sql";
    }

    @Override
    public boolean entersFolders() {
        return true;
    }

    @Override
    public String expectation() {
        return "its folder's name does not begin with a version, as in " + example();
    }

    @Override
    public @Nullable String sign(Folder folder) {
        return Folder.first(folder.scriptsInside(), file -> {
            @Nullable MigrationName name = read(file.name());
            return name != null && name.kind() == MigrationName.Kind.VERSIONED;
        });
    }

    @Override
    public @Nullable MigrationName read(String path) {
        Matcher name = NAME.matcher(path);
        if (!name.matches()) {
            return null;
        }
        MigrationName versioned = MigrationName.versioned(version(name.group(1)).toString(), name.group(2));
        return name.group(3).equals("down") ? versioned.reverse() : versioned;
    }

    @Override
    public Contents contents(Folder folder) {
        Contents contents = new Contents();
        for (SourceFile file : folder.allScripts()) {
            @Nullable MigrationName name = read(file.name());
            if (name != null) {
                contents.add(part(folder, file, name));
            } else if (MEANT.matcher(file.name()).matches()) {
                contents.stray(file, expectation());
            } else {
                // Diesel looks for nothing else.
                contents.ignore(file);
            }
        }
        return contents;
    }

    private static Part part(Folder folder, SourceFile file, MigrationName name) {
        @Nullable SourceFile metadata = folder.file(file.parent() + METADATA);
        Matcher transaction = TRANSACTION.matcher(metadata == null ? "" : folder.text(metadata));
        if (metadata == null || !transaction.find()) {
            return Part.whole(name, file);
        }
        String value = transaction.group(1);
        boolean truth = value.equals("true") || value.equals("false");
        List<Refusal> refusals = truth
                ? List.of()
                : List.of(FileRefusals.malformed(
                        metadata, 0, "run_in_transaction is " + value + ", not true or false", "write true or false"));
        return new Part(name, file, null, value.equals("false"), refusals);
    }

    /**
     * The time first, then the counter: as one number, a name with a counter would come after all that have none. It counts
     * from 0, and 0 is what a part that is not there comes to.
     */
    @Override
    public Version version(String written) {
        String digits = written.replaceAll("[-_]", "");
        return digits.length() <= TIME || digits.indexOf('.') >= 0
                ? Version.of(digits)
                : Version.of(digits.substring(0, TIME) + "." + Following.number(digits.substring(TIME)));
    }
}
