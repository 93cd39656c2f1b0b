package dev.bellows.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** golang-migrate's {@code 0042_add_email.up.sql} and {@code .down.sql}, and a {@code .check.sql}, which it passes over itself. */
final class GolangMigrateLayout implements Layout {
    private static final Pattern NAME = Pattern.compile("([0-9]+)_([^/]*)\\.(up|down|check)\\.sql");

    @Override
    public String name() {
        return "golang-migrate";
    }

    @Override
    public String example() {
        return "0042_add_email.up.sql";
    }

    @Override
    public @Nullable String sign(Folder folder) {
        return Folder.first(folder.scripts(), file -> file.name().endsWith(".up.sql"));
    }

    @Override
    public @Nullable MigrationName read(String path) {
        Matcher matcher = NAME.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        MigrationName name = MigrationName.versioned(matcher.group(1), matcher.group(2));
        return switch (matcher.group(3)) {
            case "down" -> name.reverse();
            case "check" -> name.check();
            default -> name;
        };
    }
}
