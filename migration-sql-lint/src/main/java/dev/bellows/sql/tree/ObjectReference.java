package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object that is there, as a statement names it.
 *
 * @param name null for casts and transforms
 * @param of the table of a trigger, rule, policy, column or constraint; the access method of an operator class; the
 *     language of a transform
 * @param types the parameters of a routine, the operands of an operator, both sides of a cast; null where the
 *     text does not say
 */
public record ObjectReference(
        ObjectKind kind,
        @Nullable QualifiedName name,
        @Nullable QualifiedName of,
        @Nullable List<DataType> types,
        Place place)
        implements Node {
    public ObjectReference {
        types = types == null ? null : List.copyOf(types);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(of).and(types);
    }
}
