package dev.bellows.lint;

import dev.bellows.sql.tree.Place;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place of a statement where a rule found something.
 *
 * @param message what breaks, and for whom, naming the objects
 * @param verdicts null for all of the rule's
 * @param assumed what the folder did not tell and was taken for granted, as half a sentence; null where it told all
 * @param once what it is about, where the first of a script tells all that are about the same; null where each is told
 */
public record Hit(
        Place place,
        String message,
        @Nullable Set<Verdict> verdicts,
        Way way,
        @Nullable String assumed,
        @Nullable String once) {
    public Hit {
        verdicts = verdicts == null ? null : Collections.unmodifiableSet(EnumSet.copyOf(verdicts));
    }

    /** A hit with all verdicts of its rule. */
    public static Hit at(Place place, String message) {
        return new Hit(place, message, null, Way.NONE, null, null);
    }

    /** The same, with only these verdicts. */
    public Hit being(Verdict first, Verdict... others) {
        return new Hit(place, message, EnumSet.of(first, others), way, assumed, once);
    }

    /** The same, with only these verdicts. */
    public Hit being(Set<Verdict> only) {
        return new Hit(place, message, only, way, assumed, once);
    }

    /** The same with the safe way. */
    public Hit way(Way safe) {
        return new Hit(place, message, verdicts, safe, assumed, once);
    }

    /** The same with what was taken for granted; null for nothing. */
    public Hit assuming(@Nullable String what) {
        return new Hit(place, message, verdicts, way, what, once);
    }

    /** The same, told once in a script, with how many more there are of what it is about. */
    public Hit once(String about) {
        return new Hit(place, message, verdicts, way, assumed, about);
    }
}
