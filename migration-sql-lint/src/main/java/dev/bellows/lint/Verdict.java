package dev.bellows.lint;

/** What is wrong with a statement; it can be several things at once. */
public enum Verdict {
    /** It breaks code that runs now. */
    CONTRACT("contract", "breaks code that runs now"),
    /** It stops readers or writers for as long as a scan, a build or a rewrite takes. */
    BLOCKS("blocks", "stops readers or writers for as long as it takes"),
    /** Data is gone after it. */
    LOSES("loses", "data is gone after it"),
    /** PostgreSQL refuses it, always or on some data. */
    FAILS("fails", "PostgreSQL refuses it, always or on some data"),
    /** What it does is decided only when it runs. */
    UNKNOWN("unknown", "what it does is decided only when it runs"),
    /** It has no place in a migration. */
    REJECTED("rejected", "it has no place in a migration"),
    /** It works, and will be regretted. */
    ADVICE("advice", "works, and will be regretted");

    private final String word;
    private final String meaning;

    Verdict(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /** As reports print it. */
    public String word() {
        return word;
    }

    /** What it means, as half a sentence. */
    public String meaning() {
        return meaning;
    }
}
