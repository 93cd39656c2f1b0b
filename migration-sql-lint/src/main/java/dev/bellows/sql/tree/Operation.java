package dev.bellows.sql.tree;

import java.util.List;

/**
 * Operands with operators between them. A chain of one precedence, such as {@code a AND b AND c} or {@code a + b - c}, is one
 * operation, so that long chains are not deep.
 *
 * @param operators between the operands, words in upper case; a single one before or behind a single operand
 */
public record Operation(List<Expression> operands, List<String> operators, Place place) implements Expression {
    public Operation {
        operands = List.copyOf(operands);
        operators = List.copyOf(operators);
    }

    /** Whether all its operators are this one. */
    public boolean is(String operator) {
        return operators.stream().allMatch(operator::equals);
    }

    @Override
    public void parts(Parts all) {
        all.and(operands);
    }
}
