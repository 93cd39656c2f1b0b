package dev.bellows.lint;

import dev.bellows.schema.Schema;
import dev.bellows.sql.tree.Place;
import java.util.function.Predicate;

/** Where rules put what they find. */
public interface Findings {
    /** There is this. */
    void add(Hit hit);

    /** There is this, unless what the rest of the migration builds mends it. */
    void add(Hit hit, Predicate<Schema> mended);

    /** There is this, with all verdicts of the rule. */
    default void add(Place place, String message, Way way) {
        add(Hit.at(place, message).way(way));
    }
}
