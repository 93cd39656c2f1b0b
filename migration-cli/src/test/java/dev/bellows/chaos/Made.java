package dev.bellows.chaos;

/**
 * A migration of a random folder. Each also inserts a row into a table of its own that has no key, so that a repetition
 * shows.
 *
 * @param owner {@link #MAIN}, or of another source
 * @param name of its file, without the ending
 * @param down its reverse; {@link Script#NONE} for none
 * @param check the queries of its check; empty for none
 * @param contract whether it takes something away
 * @param after what a build must ship to live beside it; empty for an expand, and for a contract that only itself is enough for
 * @param taken what a contract takes away; {@link Thing#NONE} for an expand
 * @param code whether it is written in Java
 */
record Made(
        String owner,
        String version,
        String name,
        Script up,
        Script down,
        String check,
        boolean contract,
        String after,
        Thing taken,
        boolean code) {
    static final String MAIN = "main";

    /** Whose migrations come from a folder of their own. */
    static final String CUSTOMER = "acme";

    /** @param effect the place among its statements of the one that inserts the row, from 1 */
    record Script(String text, int effect) {
        static final Script NONE = new Script("", 0);

        boolean isThere() {
            return !text.isEmpty();
        }
    }

    /** An expand in SQL. */
    static Made expand(String owner, String version, String name, Script up, Script down, String check) {
        return new Made(owner, version, name, up, down, check, false, "", Thing.NONE, false);
    }

    /** The same, without its reverse. */
    Made forGood() {
        return new Made(owner, version, name, up, Script.NONE, check, contract, after, taken, code);
    }

    /** As commands and leases name it. */
    String label() {
        return label(owner, version);
    }

    /** As the names of what it makes hold it. */
    String id() {
        return id(owner, version);
    }

    static String id(String owner, String version) {
        return owner.equals(MAIN) ? version : owner + "_" + version;
    }

    /** What it does, in a word or two. */
    String kind() {
        return name.substring(version.length() + 1);
    }

    /** What a build must ship to live beside it. */
    String needed() {
        return label(owner, after.isEmpty() ? version : after);
    }

    static String label(String owner, String version) {
        return owner.equals(MAIN) ? version : owner + ":" + version;
    }

    static boolean isRepeatable(String label) {
        return label.startsWith("R_");
    }

    /** What inserts its row. */
    static String effect(String id, String direction) {
        return "INSERT INTO chaos.effect_" + id + " VALUES ('" + direction + "')";
    }
}
