package dev.bellows.sql.tree;

import java.util.List;

/**
 * Elements and fields of a value: {@code (a).b[1]}.
 */
public record Selection(Expression operand, List<Expression> subscripts, List<Identifier> fields, Place place)
        implements Expression {
    public Selection {
        subscripts = List.copyOf(subscripts);
        fields = List.copyOf(fields);
    }

    @Override
    public void parts(Parts all) {
        all.and(operand).and(subscripts).and(fields);
    }
}
