package dev.bellows.source;

import dev.bellows.model.Version;
import dev.bellows.source.LintName.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder for each migration: Diesel's {@code 2026-11-21-093000_add_email/up.sql} and {@code down.sql}, Prisma's
 * {@code 20261121093000_add_email/migration.sql}. Both order by the folders' names as texts, which begin with a time. Newer
 * Diesel adds a counter to it ({@code …-093000-0000_add_email}).
 */
final class FoldersLayout implements LintLayout {
    private static final Pattern NAME = Pattern.compile("([0-9][0-9-]*)([^/]*)/(up|down|migration)\\.sql");

    /** The digits of a time to the second. */
    private static final int TIME = 14;

    static boolean fits(Set<String> paths) {
        return paths.stream()
                .map(NAME::matcher)
                .anyMatch(name -> name.matches() && !name.group(3).equals("down"));
    }

    @Override
    public String name() {
        return "one folder for each migration";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public String expectation() {
        return "its folder's name does not begin with a version, as in 20261121093000_add_email";
    }

    @Override
    public @Nullable LintName read(String path) {
        Matcher name = NAME.matcher(path);
        if (!name.matches()) {
            return null;
        }
        String digits = name.group(1).replace("-", "");
        Kind kind = name.group(3).equals("down") ? Kind.DOWN : Kind.VERSIONED;
        return LintName.of(kind, digits, digits);
    }

    /** Whatever else lies there is not theirs. */
    @Override
    public boolean ignores(String path) {
        int slash = path.indexOf('/');
        return slash < 0 || !List.of("up.sql", "down.sql", "migration.sql").contains(path.substring(slash + 1));
    }

    /** The time first, then the counter: as one number, a name with a counter would come after all that have none. */
    @Override
    public Version version(String written) {
        String digits = written.replaceAll("[-_.]", "");
        return digits.length() <= TIME
                ? Version.of(digits)
                : Version.ofParts(digits.substring(0, TIME) + "." + digits.substring(TIME));
    }

    @Override
    public String after(Version newest, List<Version> all) {
        String digits = newest.toString().replaceAll("[.].*", "");
        return Following.number(digits);
    }
}
