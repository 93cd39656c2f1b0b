package dev.bellows.sql.tree;

import java.util.List;

/**
 * A query: its parts, and what orders, limits and locks their rows.
 *
 * @param parts one, or several with UNION, INTERSECT and EXCEPT between them
 * @param setOperators between the parts
 * @param locksRows FOR UPDATE and its like
 */
public record Query(
        List<CommonTable> with,
        List<QueryPart> parts,
        List<String> setOperators,
        List<Expression> order,
        List<Expression> limits,
        boolean locksRows,
        Place place)
        implements Statement, QueryPart {
    public Query {
        with = List.copyOf(with);
        parts = List.copyOf(parts);
        setOperators = List.copyOf(setOperators);
        order = List.copyOf(order);
        limits = List.copyOf(limits);
    }

    @Override
    public void parts(Parts all) {
        all.and(with).and(parts).and(order).and(limits);
    }
}
