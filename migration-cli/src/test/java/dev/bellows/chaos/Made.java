package dev.bellows.chaos;

/**
 * A migration of a random folder. Each also inserts a row into a table of its own that has no key, so that a repetition
 * shows.
 *
 * @param name of its file, without the ending
 * @param up its text
 * @param down the text of its reverse; empty for none
 * @param contract whether it takes something away
 * @param after what a build must ship to live beside it; empty for an expand, and for a contract that only itself is enough for
 * @param taken what a contract takes away; {@link Thing#NONE} for an expand
 * @param upEffect the place among its statements of the one that inserts the row, from 1
 * @param downEffect likewise in its reverse
 * @param code whether it is written in Java
 */
record Made(
        String version,
        String name,
        String up,
        String down,
        boolean contract,
        String after,
        Thing taken,
        int upEffect,
        int downEffect,
        boolean code) {
    /** A table, or one of its columns, that was there from the first migration on. */
    record Thing(String table, String column) {
        static final Thing NONE = new Thing("", "");

        boolean isTable() {
            return column.isEmpty();
        }
    }

    /** The version that a build must ship to live beside it. */
    String needed() {
        return after.isEmpty() ? version : after;
    }

    /** What inserts its row. */
    static String effect(String version, String direction) {
        return "INSERT INTO chaos.effect_" + version + " VALUES ('" + direction + "');\n";
    }
}
