package dev.bellows.lint;

import dev.bellows.sql.tree.Place;

/** Where rules put what they find. */
public interface Findings {
    /** There is this. */
    void add(Hit hit);

    /** There is this, with all verdicts of the rule. */
    default void add(Place place, String message, Way way) {
        add(Hit.at(place, message).way(way));
    }
}
