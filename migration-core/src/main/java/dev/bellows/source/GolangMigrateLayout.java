package dev.bellows.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** golang-migrate's {@code 0042_add_email.up.sql} and {@code 0042_add_email.down.sql}. */
final class GolangMigrateLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("([0-9]+)_(.*)\\.(up|down)\\.sql");

    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public String example() {
        return "0042_add_email.up.sql";
    }

    @Override
    public boolean claims(String fileName) {
        return fileName.endsWith(".up.sql");
    }

    @Override
    public @Nullable MigrationName read(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches()
                ? MigrationName.of(
                        matcher.group(1), matcher.group(2), matcher.group(3).equals("down"))
                : null;
    }
}
