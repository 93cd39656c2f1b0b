package dev.bellows.sql.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CREATE FUNCTION and PROCEDURE: https://www.postgresql.org/docs/18/sql-createfunction.html
 *
 * @param kind FUNCTION or PROCEDURE
 * @param returns null for a procedure, a table, or where OUT parameters tell
 * @param volatility IMMUTABLE, STABLE or VOLATILE
 * @param settings names of the settings that it sets
 * @param code null for a body in SQL
 * @param body the statements of BEGIN ATOMIC
 * @param result of RETURN alone
 */
public record CreateRoutine(
        boolean replace,
        ObjectKind kind,
        QualifiedName name,
        List<RoutineParameter> parameters,
        @Nullable DataType returns,
        String volatility,
        boolean strict,
        boolean securityDefiner,
        List<String> settings,
        @Nullable Code code,
        List<Statement> body,
        @Nullable Expression result,
        Place place)
        implements Statement {
    public CreateRoutine {
        parameters = List.copyOf(parameters);
        settings = List.copyOf(settings);
        body = List.copyOf(body);
    }

    @Override
    public void parts(Parts all) {
        all.and(name).and(parameters).and(returns).and(code).and(body).and(result);
    }
}
