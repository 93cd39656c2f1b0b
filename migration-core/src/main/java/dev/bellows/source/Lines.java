package dev.bellows.source;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The lines of a file that one migration has. The others are blank to it, so that a line and a column name the same place in
 * the migration as in the file.
 */
final class Lines {
    private final BitSet own = new BitSet();
    private final Map<Integer, String> instead = new HashMap<>();

    /** Lines from one to another, both from 1 and included. */
    static Lines between(int first, int last) {
        Lines lines = new Lines();
        lines.own.set(first, last + 1);
        return lines;
    }

    void add(int line) {
        own.set(line);
    }

    /**
     * Adds a line that the server gets otherwise than it is written.
     *
     * @param shown as long as the line is, so that columns stay true
     */
    void add(int line, String shown) {
        own.set(line);
        instead.put(line, shown);
    }

    /** Takes lines out, both included. */
    void remove(int first, int last) {
        own.clear(first, last + 1);
    }

    boolean has(int line) {
        return own.get(line);
    }

    boolean isEmpty() {
        return own.isEmpty();
    }

    /** What the server gets of a line, given without its end. */
    String shown(int line, String written) {
        return has(line) ? instead.getOrDefault(line, written) : " ".repeat(written.length());
    }
}
