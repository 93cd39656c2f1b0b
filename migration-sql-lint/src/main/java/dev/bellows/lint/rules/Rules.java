package dev.bellows.lint.rules;

import dev.bellows.lint.Rule;
import java.util.List;
import java.util.stream.Stream;

/** All rules. */
public final class Rules {
    private static final List<Rule> REMOVING = List.of(new DropTable(), new DropColumn());

    private static final List<Rule> MOVING = List.of();

    private static final List<Rule> RETYPING = List.of();

    private static final List<Rule> TIGHTENING = List.of();

    private static final List<Rule> ADDING = List.of(new IndexNotConcurrent());

    private static final List<Rule> RUNNING = List.of();

    private static final List<Rule> STYLE = List.of();

    private static final List<Rule> ALL = Stream.of(REMOVING, MOVING, RETYPING, TIGHTENING, ADDING, RUNNING, STYLE)
            .flatMap(List::stream)
            .toList();

    private Rules() {}

    /** All rules, in the order of their pages. */
    public static List<Rule> all() {
        return ALL;
    }
}
