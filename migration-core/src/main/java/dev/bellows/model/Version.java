package dev.bellows.model;

/**
 * The number that orders migrations. Of any length, compared as a number, printed as written: {@code 0042} and {@code 42}
 * are the same version, so two files that carry them collide.
 */
public final class Version implements Comparable<Version> {
    private final String text;
    private final String digits;

    private Version(String text, String digits) {
        this.text = text;
        this.digits = digits;
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException when the text is not a sequence of ASCII digits
     */
    public static Version of(String text) {
        if (!isVersion(text)) {
            throw new IllegalArgumentException("'" + text + "' is not a version: a version is a number such as 0042");
        }
        int start = 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
            start++;
        }
        return new Version(text, text.substring(start));
    }

    /** Whether the text is a version: one or more ASCII digits. */
    public static boolean isVersion(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The number without leading zeros, equal for equal versions. */
    public String digits() {
        return digits;
    }

    /** The version as it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public int compareTo(Version other) {
        int byLength = Integer.compare(digits.length(), other.digits.length());
        return byLength != 0 ? byLength : digits.compareTo(other.digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && version.digits.equals(digits);
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }
}
