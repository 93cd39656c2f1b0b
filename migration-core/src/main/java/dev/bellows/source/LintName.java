package dev.bellows.source;

/**
 * What the linter reads from a file's name.
 *
 * @param version as the folder writes it, or a repeatable's name
 * @param identity what tells it apart from others of its kind; two files that have the same collide
 * @param rank comes before the version in the order; 0 where the version alone decides
 */
record LintName(Kind kind, String version, String identity, int rank) {
    /** What a file is for. */
    enum Kind {
        VERSIONED,
        REPEATABLE,
        DOWN
    }

    static LintName of(Kind kind, String version, String identity) {
        return new LintName(kind, version, identity, 0);
    }
}
