package dev.bellows.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The number that orders migrations. Of any length, compared as a number, printed as written: {@code 0042} and {@code 42}
 * are the same version, so two files that carry them collide. Versions in other tools' layouts may have several parts.
 */
public final class Version implements Comparable<Version> {
    private static final String ZERO = "0";

    private final String text;
    private final List<String> parts;

    private Version(String text, List<String> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Reads a version of one or more parts, {@code 0042}, {@code 1.2} or {@code 2026_01}: each is compared as a number, and
     * parts that are not there count as zero.
     *
     * @throws IllegalArgumentException when the text is not that
     */
    public static Version of(String text) {
        if (!isVersion(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a version: a version is a number such as 0042");
        }
        if (text.indexOf('.') < 0 && text.indexOf('_') < 0) {
            return new Version(text, List.of(number(text)));
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("[._]", -1)) {
            parts.add(number(part));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).equals(ZERO)) {
            parts.remove(parts.size() - 1);
        }
        return new Version(text, List.copyOf(parts));
    }

    private static String number(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    /** Whether the text is a version: ASCII digits, or several groups of them with dots or underscores between. */
    public static boolean isVersion(String text) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean divides = c == '.' || c == '_';
            if ((divides && !digit) || (!divides && (c < '0' || c > '9'))) {
                return false;
            }
            digit = !divides;
        }
        return digit;
    }

    /** What {@link #digits} of a text would be, if it is a version; null when it is none. */
    static @Nullable String digitsOf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return isVersion(text) ? of(text).digits() : null;
            }
        }
        return text.isEmpty() ? null : number(text);
    }

    /** The number without leading zeros, equal for equal versions; of several parts, these joined by dots. */
    public String digits() {
        return parts.size() == 1 ? parts.get(0) : String.join(".", parts);
    }

    /** The version as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public int compareTo(Version other) {
        int length = Math.max(parts.size(), other.parts.size());
        for (int i = 0; i < length; i++) {
            String mine = i < parts.size() ? parts.get(i) : ZERO;
            String others = i < other.parts.size() ? other.parts.get(i) : ZERO;
            int byLength = Integer.compare(mine.length(), others.length());
            int compared = byLength != 0 ? byLength : mine.compareTo(others);
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && version.parts.equals(parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }
}
