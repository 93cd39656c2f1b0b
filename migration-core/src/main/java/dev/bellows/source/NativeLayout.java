package dev.bellows.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code 0042_add_email.sql}, beside it {@code .down.sql} and {@code .check.sql}, {@code R_active_users.sql}, and
 * {@code 0042.baseline.sql}.
 */
final class NativeLayout implements Layout {
    private static final Pattern VERSIONED = Pattern.compile("([0-9]+)_([^.].*?)(?:\\.(down|check))?\\.sql");
    private static final Pattern BASELINE = Pattern.compile("([0-9]+)\\.baseline\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("(R_([^.].*?))(\\.check)?\\.sql");

    @Override
    public String name() {
        return "bellows";
    }

    @Override
    public String example() {
        return "0042_add_email.sql";
    }

    /** Other tools number their files likewise, and tell themselves by what they write into them. */
    @Override
    public @Nullable String sign(Folder folder) {
        return folder.file(DrizzleLayout.JOURNAL) != null
                ? null
                : Folder.first(folder.scripts(), file -> claims(file.name()) && !Marks.any(folder.head(file)));
    }

    private boolean claims(String file) {
        @Nullable MigrationName name = read(file);
        // Flyway's repeatables are named so too.
        boolean runs = name != null
                && (name.kind() == MigrationName.Kind.VERSIONED
                        || name.kind() == MigrationName.Kind.REPEATABLE
                        || name.kind() == MigrationName.Kind.BASELINE);
        return runs && !file.startsWith("R__");
    }

    @Override
    public @Nullable MigrationName read(String path) {
        if (path.endsWith(".up.sql") || path.indexOf('/') >= 0) {
            return null;
        }
        Matcher baseline = BASELINE.matcher(path);
        if (baseline.matches()) {
            return MigrationName.baseline(baseline.group(1));
        }
        Matcher versioned = VERSIONED.matcher(path);
        if (versioned.matches()) {
            MigrationName name = MigrationName.versioned(versioned.group(1), versioned.group(2));
            return versioned.group(3) == null
                    ? name
                    : versioned.group(3).equals("down") ? name.reverse() : name.check();
        }
        Matcher repeatable = REPEATABLE.matcher(path);
        if (!repeatable.matches() || path.endsWith(".down.sql")) {
            return null;
        }
        MigrationName name = MigrationName.repeatable(repeatable.group(1), repeatable.group(2));
        return repeatable.group(3) == null ? name : name.check();
    }
}
