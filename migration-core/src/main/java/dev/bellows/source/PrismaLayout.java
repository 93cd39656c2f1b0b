package dev.bellows.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Prisma's folder for each migration: {@code 20261121093000_add_email/migration.sql}. A {@code down.sql} beside it, which Prisma
 * itself never runs but tells people to make, is its reverse. {@code migration_lock.toml} says nothing of interest. Newer
 * Drizzle, without a journal, lays out its migrations likewise. Facts:
 * https://www.prisma.io/docs/orm/prisma-migrate/workflows/generating-down-migrations.
 */
final class PrismaLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("([0-9]+)([^/]*)/(migration|down)\\.sql");
    private static final Pattern SIGN = Pattern.compile("[0-9][^/]*/migration\\.sql");
    private static final Pattern MEANT = Pattern.compile("[^/]+/migration\\.sql");

    @Override
    public String name() {
        return "prisma";
    }

    @Override
    public String example() {
        return "20261121093000_add_email/migration.sql";
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
        return Folder.first(
                folder.scriptsInside(), file -> SIGN.matcher(file.name()).matches());
    }

    @Override
    public @Nullable MigrationName read(String path) {
        Matcher name = NAME.matcher(path);
        if (!name.matches()) {
            return null;
        }
        MigrationName versioned = MigrationName.versioned(name.group(1), name.group(2));
        return name.group(3).equals("down") ? versioned.reverse() : versioned;
    }

    @Override
    public Contents contents(Folder folder) {
        Contents contents = new Contents();
        for (SourceFile file : folder.allScripts()) {
            @Nullable MigrationName name = read(file.name());
            if (name != null) {
                contents.add(Part.whole(name, file));
            } else if (MEANT.matcher(file.name()).matches()) {
                contents.stray(file, expectation());
            } else {
                contents.ignore(file);
            }
        }
        ByName.notice(contents, "Prisma", folder.place());
        return contents;
    }
}
