package dev.bellows.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code 0042_add_email.sql}, {@code 0042_add_email.down.sql}, {@code R_active_users.sql}. */
final class NativeLayout implements Layout {
    private static final Pattern VERSIONED = Pattern.compile("([0-9]+)_([^.].*?)(\\.down)?\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("(R_([^.].*))\\.sql");

    @Override
    public String name() {
        return "bellows";
    }

    @Override
    public String example() {
        return "0042_add_email.sql";
    }

    @Override
    public boolean claims(String fileName) {
        @Nullable MigrationName name = read(fileName);
        return name != null && !name.down();
    }

    @Override
    public @Nullable MigrationName read(String fileName) {
        if (fileName.endsWith(".up.sql")) {
            return null;
        }
        Matcher versioned = VERSIONED.matcher(fileName);
        if (versioned.matches()) {
            return MigrationName.of(versioned.group(1), versioned.group(2), versioned.group(3) != null);
        }
        Matcher repeatable = REPEATABLE.matcher(fileName);
        return repeatable.matches() && !fileName.endsWith(".down.sql")
                ? MigrationName.of(repeatable.group(1), repeatable.group(2), false)
                : null;
    }
}
