package dev.bellows.schema;

import dev.bellows.sql.tree.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function or procedure.
 *
 * @param parameters the types that calls give it
 * @param returns null where OUT parameters or a table tell, and for a procedure
 * @param volatility IMMUTABLE, STABLE or VOLATILE
 */
public record Routine(
        ObjectName name,
        List<DataType> parameters,
        @Nullable DataType returns,
        String volatility,
        boolean procedure,
        int since) {
    public Routine {
        parameters = List.copyOf(parameters);
    }

    Routine called(ObjectName other) {
        return new Routine(other, parameters, returns, volatility, procedure, since);
    }

    /** Whether its parameters have these types; names and modifiers of types make no difference to PostgreSQL. */
    boolean takes(List<DataType> types) {
        return signature(parameters).equals(signature(types));
    }

    private static List<String> signature(List<DataType> types) {
        return types.stream()
                .map(type -> type.name() + "[]".repeat(type.dimensions()))
                .toList();
    }
}
