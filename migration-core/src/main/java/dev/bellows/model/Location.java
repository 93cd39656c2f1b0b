package dev.bellows.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where migrations are.
 *
 * @param owner whose they are: a word without blanks and colons
 * @param place a folder's path, or {@code classpath:} and a resource folder
 */
public record Location(String owner, String place) {
    /** The prefix of a resource folder. */
    public static final String CLASSPATH = "classpath:";

    private static final Pattern OWNER = Pattern.compile("[^\\s:]+");

    /** A folder whose own name has an equals sign can be written {@code ./a=b}. */
    private static final Pattern OWNED = Pattern.compile("([\\w-]+)=(.+)");

    public Location {
        if (!OWNER.matcher(owner).matches()) {
            throw new IllegalArgumentException(
                    "'" + owner
                            + "' is not an owner: it is a word without blanks and colons, so that commands can say OWNER:VERSION");
        }
        if (place.isBlank()) {
            throw new IllegalArgumentException("a place of migrations needs a path");
        }
    }

    /** Reads {@code acme=FOLDER}; what has no owner before an equals sign belongs to {@code main}. */
    public static Location parse(String text) {
        Matcher owned = OWNED.matcher(text);
        return owned.matches() ? new Location(owned.group(1), owned.group(2)) : of(text);
    }

    /** The same owner's migrations elsewhere. */
    public Location at(String other) {
        return new Location(owner, other);
    }

    /** A place whose migrations belong to {@code main}. */
    public static Location of(String place) {
        return new Location(MigrationId.MAIN, place);
    }
}
