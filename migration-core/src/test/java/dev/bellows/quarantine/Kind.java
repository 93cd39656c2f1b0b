package dev.bellows.quarantine;

import java.util.ArrayList;
import java.util.List;

/**
 * A kind of table or column, in a schema of its own that has its name.
 *
 * @param since the first major of PostgreSQL that knows it
 * @param made what makes it, with data
 * @param drop what a contract drops of it
 * @param differences what is announced not to come back as it was; everything else does
 */
record Kind(String name, int since, String made, String drop, List<Difference> differences) {
    Kind {
        differences = List.copyOf(differences);
    }

    /**
     * Something that a restore does not bring back.
     *
     * @param announced how the announcement begins
     * @param where words of all objects that differ then; empty where it may be announced although nothing
     *     differs in the end: a column comes last, and then the next one does
     */
    record Difference(String announced, List<String> where) {
        Difference {
            where = List.copyOf(where);
        }
    }

    static Kind kind(String name, String made, String drop) {
        return new Kind(name, 14, made, drop, List.of());
    }

    Kind since(int major) {
        return new Kind(name, major, made, drop, differences);
    }

    Kind but(String announced, String... where) {
        List<Difference> more = new ArrayList<>(differences);
        more.add(new Difference(announced, List.of(where)));
        return new Kind(name, since, made, drop, more);
    }

    /** Its schema, quoted. */
    String schema() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
