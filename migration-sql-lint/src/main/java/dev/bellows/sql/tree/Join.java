package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One more table of a join.
 *
 * @param type INNER, LEFT, RIGHT, FULL or CROSS
 */
public record Join(String type, Source source, @Nullable Expression condition, List<Identifier> using, Place place)
        implements Node {
    public Join {
        using = List.copyOf(using);
    }

    @Override
    public void parts(Parts all) {
        all.and(source).and(condition).and(using);
    }
}
