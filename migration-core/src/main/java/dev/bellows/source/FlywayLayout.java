package dev.bellows.source;

import dev.bellows.model.Version;
import dev.bellows.source.LintName.Kind;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Flyway's {@code V1.2__add_email.sql}, {@code U1.2__add_email.sql}, {@code R__views.sql}, {@code B5__baseline.sql}; refinery
 * names its files so too. Facts: https://documentation.red-gate.com/flyway/flyway-concepts/migrations.
 */
final class FlywayLayout implements LintLayout {
    private static final Pattern VERSIONED = Pattern.compile("(?:.*/)?([VUB])([0-9]+(?:[._][0-9]+)*)__.*\\.sql");
    private static final Pattern REPEATABLE = Pattern.compile("(?:.*/)?(R__.*)\\.sql");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^{}\\s]+}");

    private final @Nullable Version first;

    FlywayLayout(Set<String> paths) {
        first = paths.stream()
                .map(VERSIONED::matcher)
                .filter(name -> name.matches() && name.group(1).equals("V"))
                .map(name -> Version.ofParts(name.group(2)))
                .min(Version::compareTo)
                .orElse(null);
    }

    static boolean fits(Set<String> paths) {
        return paths.stream()
                .map(VERSIONED::matcher)
                .anyMatch(name -> name.matches() && !name.group(1).equals("U"));
    }

    @Override
    public String name() {
        return "Flyway";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public String expectation() {
        return "its name is not a migration's in Flyway's layout, as in V42__add_email.sql or R__views.sql";
    }

    @Override
    public @Nullable LintName read(String path) {
        Matcher repeatable = REPEATABLE.matcher(path);
        if (repeatable.matches()) {
            return LintName.of(Kind.REPEATABLE, repeatable.group(1), repeatable.group(1));
        }
        Matcher name = VERSIONED.matcher(path);
        if (!name.matches()) {
            return null;
        }
        Kind kind = name.group(1).equals("U") ? Kind.DOWN : Kind.VERSIONED;
        String version = name.group(2);
        return LintName.of(kind, version, Version.ofParts(version).digits());
    }

    /** A baseline stands for the versions up to its own, and counts only where these are not there. */
    @Override
    public boolean ignores(String path) {
        Matcher name = VERSIONED.matcher(path);
        return name.matches()
                && name.group(1).equals("B")
                && first != null
                && first.compareTo(Version.ofParts(name.group(2))) <= 0;
    }

    /** Where some versions have parts, the next one may have one more part than the newest. */
    @Override
    public String after(Version newest, List<Version> all) {
        boolean parts = all.stream().anyMatch(version -> version.digits().indexOf('.') >= 0);
        return parts ? newest.digits() + ".1" : Following.number(newest.digits());
    }

    /** Flyway fills in placeholders; what they stand for is a name more often than not. */
    @Override
    public String text(String text) {
        return text.indexOf("${") < 0
                ? text
                : PLACEHOLDER.matcher(text).replaceAll(found -> "_"
                        .repeat(found.group().length()));
    }
}
