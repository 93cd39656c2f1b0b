package dev.bellows.scaffold;

import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.List;

/**
 * A migration of a set, before it has a version.
 *
 * @param name a few words; they become a part of the file's name
 * @param phase whether running code keeps working
 * @param directives without their prefix, such as {@code transaction off}; that of the phase is not among them
 * @param note what a reader must know, in lines without their dashes
 * @param sql its statements
 * @param reverse those of its reverse; empty where there is nothing to undo
 */
public record Draft(String name, Phase phase, List<String> directives, String note, String sql, String reverse) {
    public Draft {
        directives = List.copyOf(directives);
    }

    static Draft expand(String name, String note, String sql, String reverse) {
        return new Draft(name, Phase.EXPAND, List.of(), note, sql, reverse);
    }

    static Draft contract(String name, String note, String sql, String reverse) {
        return new Draft(name, Phase.CONTRACT, List.of(), note, sql, reverse);
    }

    Draft directing(String... more) {
        List<String> all = new ArrayList<>(directives);
        all.addAll(List.of(more));
        return new Draft(name, phase, all, note, sql, reverse);
    }
}
