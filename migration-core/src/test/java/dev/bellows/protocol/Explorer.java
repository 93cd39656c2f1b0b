package dev.bellows.protocol;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Visits every state that can be reached, nearest first, so that the story of a broken one is as short as can be.
 */
final class Explorer {
    /** More would be no model any more, but a reason to wait. */
    private static final int MOST = 3_000_000;

    /**
     * What was found.
     *
     * @param story the steps to the first broken state, and what is wrong there; empty when none is broken
     * @param seen the actions that were possible anywhere
     * @param ends the states in which nothing more can happen
     */
    record Outcome(int states, List<String> story, Set<Action> seen, List<World> ends) {}

    private record Origin(World before, Action action, String who) {}

    private final Map<World, @Nullable Origin> visited = new HashMap<>();
    private final Deque<World> waiting = new ArrayDeque<>();
    private final Set<Action> seen = EnumSet.noneOf(Action.class);
    private final List<World> ends = new ArrayList<>();

    private Explorer() {}

    /**
     * Explores.
     *
     * @param wrong says what is wrong with a state; null when nothing is
     */
    static Outcome explore(World first, Rules rules, Function<World, @Nullable String> wrong) {
        return new Explorer().from(first, rules, wrong);
    }

    private Outcome from(World first, Rules rules, Function<World, @Nullable String> wrong) {
        visited.put(first, null);
        waiting.add(first);
        while (!waiting.isEmpty()) {
            World world = waiting.remove();
            List<Move> moves = rules.moves(world);
            if (moves.isEmpty()) {
                ends.add(world);
            }
            for (Move move : moves) {
                seen.add(move.action());
                Origin origin = new Origin(world, move.action(), move.who());
                if (visited.putIfAbsent(move.to(), origin) != null || move.to().equals(first)) {
                    continue;
                }
                @Nullable String what = wrong.apply(move.to());
                if (what != null) {
                    return outcome(story(move.to(), what));
                }
                waiting.add(move.to());
            }
            if (visited.size() > MOST) {
                throw new IllegalStateException("more than " + MOST + " states: the bounds are too wide");
            }
        }
        return outcome(List.of());
    }

    private Outcome outcome(List<String> story) {
        return new Outcome(visited.size(), story, seen, ends);
    }

    private List<String> story(World last, String what) {
        List<String> story = new ArrayList<>();
        story.add("so: " + what);
        World world = last;
        for (@Nullable Origin origin = visited.get(world); origin != null; origin = visited.get(world)) {
            story.add(origin.who() + " " + origin.action());
            world = origin.before();
        }
        Collections.reverse(story);
        return story;
    }
}
