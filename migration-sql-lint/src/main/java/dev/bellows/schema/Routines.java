package dev.bellows.schema;

import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.RoutineParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Functions and procedures. */
final class Routines {
    /** What the statements about them call them. */
    static final Set<ObjectKind> KINDS =
            Set.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.ROUTINE, ObjectKind.AGGREGATE);

    /** Parameters that calls do not give. */
    private static final Set<String> RESULTS = Set.of("OUT", "TABLE");

    private final Schema schema;

    Routines(Schema schema) {
        this.schema = schema;
    }

    void create(CreateRoutine statement) {
        ObjectName name = schema.path().created(statement.name(), false);
        List<DataType> taken = taken(statement);
        List<Routine> all = new ArrayList<>(schema.routines().getOrDefault(name, List.of()));
        // One that is replaced has been there since it was made first.
        int since = all.stream()
                .filter(each -> each.takes(taken))
                .mapToInt(Routine::since)
                .findFirst()
                .orElse(schema.migration());
        all.removeIf(each -> each.takes(taken));
        all.add(new Routine(
                name,
                taken,
                statement.returns(),
                statement.volatility(),
                statement.kind() == ObjectKind.PROCEDURE,
                statement.parameters(),
                since));
        schema.routines().put(name, all);
    }

    /** The types that calls give it. */
    static List<DataType> taken(CreateRoutine statement) {
        return statement.parameters().stream()
                .filter(parameter -> !RESULTS.contains(parameter.mode()))
                .map(RoutineParameter::type)
                .toList();
    }
}
