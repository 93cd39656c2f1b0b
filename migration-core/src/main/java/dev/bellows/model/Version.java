package dev.bellows.model;

import java.util.ArrayList;
import java.util.List;

/**
 * The number that orders migrations. Of any length, compared as a number, printed as written: {@code 0042} and {@code 42}
 * are the same version, so two files that carry them collide. Versions of other tools may have several parts.
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
     * Reads a version.
     *
     * @throws IllegalArgumentException when the text is not a sequence of ASCII digits
     */
    public static Version of(String text) {
        if (!isVersion(text)) {
            throw notOne(text);
        }
        return new Version(text, List.of(number(text)));
    }

    /**
     * Reads a version of one or more parts, {@code 1.2} or {@code 2026_01}: each is compared as a number, and parts that are
     * not there count as zero.
     *
     * @throws IllegalArgumentException when the text is not that
     */
    public static Version ofParts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("[._]", -1)) {
            if (!isVersion(part)) {
                throw notOne(text);
            }
            parts.add(number(part));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).equals(ZERO)) {
            parts.remove(parts.size() - 1);
        }
        return new Version(text, List.copyOf(parts));
    }

    private static IllegalArgumentException notOne(String text) {
        return new IllegalArgumentException("'" + text + "' is not a version: a version is a number such as 0042");
    }

    private static String number(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    /** Whether the text is a version: one or more ASCII digits. */
    public static boolean isVersion(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The number without leading zeros, equal for equal versions; of several parts, these joined by dots. */
    public String digits() {
        return String.join(".", parts);
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
