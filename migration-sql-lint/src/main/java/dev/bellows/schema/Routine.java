package dev.bellows.schema;

import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.RoutineParameter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function or procedure.
 *
 * @param parameters the types that calls give it
 * @param returns null where OUT parameters or a table tell, and for a procedure
 * @param volatility IMMUTABLE, STABLE or VOLATILE
 * @param declared all parameters as they are written, the columns of a table that it returns among them
 */
public record Routine(
        ObjectName name,
        List<DataType> parameters,
        @Nullable DataType returns,
        String volatility,
        boolean procedure,
        List<RoutineParameter> declared,
        int since) {
    public Routine {
        declared = List.copyOf(declared);
        parameters = List.copyOf(parameters);
    }

    Routine called(ObjectName other) {
        return new Routine(other, parameters, returns, volatility, procedure, declared, since);
    }

    /** Whether its parameters have these types; names and modifiers of types make no difference to PostgreSQL. */
    public boolean takes(List<DataType> types) {
        return signature(parameters).equals(signature(types));
    }

    static List<String> signature(List<DataType> types) {
        return types.stream()
                .map(type -> type.name() + "[]".repeat(type.dimensions()))
                .toList();
    }
}
