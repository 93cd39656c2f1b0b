package dev.bellows.sql.tree;

import java.util.List;

/**
 * A call; functions with a syntax of their own (COALESCE, CURRENT_TIMESTAMP, EXTRACT) go by their word in lower case.
 *
 * @param modifiers what ORDER BY, FILTER and OVER say
 * @param allRows count(*)
 */
public record FunctionCall(
        QualifiedName name,
        List<Expression> arguments,
        List<Expression> modifiers,
        boolean allRows,
        boolean window,
        Place place)
        implements Expression {
    public FunctionCall {
        arguments = List.copyOf(arguments);
        modifiers = List.copyOf(modifiers);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(arguments).and(modifiers);
    }
}
