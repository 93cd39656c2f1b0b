package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions in FROM.
 */
public record FunctionSource(
        List<Expression> functions, @Nullable Identifier alias, Place place) implements Source {
    public FunctionSource {
        functions = List.copyOf(functions);
    }

    @Override
    public void parts(Parts all) {
        all.and(functions).and(alias);
    }
}
