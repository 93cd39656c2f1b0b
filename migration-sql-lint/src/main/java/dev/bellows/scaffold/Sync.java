package dev.bellows.scaffold;

import dev.bellows.lint.rules.Sql;
import java.util.List;
import java.util.Optional;

/**
 * A trigger that keeps columns of a row in step.
 *
 * @param name its name and its function's, as it must be written
 * @param reason why it breaks nobody, for the linter and for readers
 * @param body what the function does before it returns the row
 */
record Sync(Subject subject, String name, String reason, String body) {
    /** The function, and what a migration does between making it and letting it run. */
    String create(String between) {
        return """
                CREATE FUNCTION %1$s() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                %3$s
                    RETURN NEW;
                END
                $$;

                %4$s

                -- bellows:allow create-trigger %5$s
                CREATE TRIGGER %6$s BEFORE INSERT OR UPDATE ON %2$s
                    FOR EACH ROW EXECUTE FUNCTION %1$s();""".formatted(
                        subject.schema() + name,
                        subject.written(),
                        body.strip().indent(4).stripTrailing(),
                        between,
                        reason,
                        name);
    }

    /** Takes both away. */
    String drop() {
        return "DROP TRIGGER " + name + " ON " + subject.written() + ";\nDROP FUNCTION " + subject.schema() + name
                + "();";
    }

    /** Why a value must be compared as text: PostgreSQL cannot compare all types. */
    static String compared(String typeName) {
        return switch (typeName) {
            case "json", "xml", "point" -> "::text";
            default -> "";
        };
    }

    /** Who else changes rows before they are written; empty for nobody. */
    static Optional<String> others(Subject subject) {
        List<String> triggers =
                subject.table().triggers().stream().sorted().map(Sql::quoted).toList();
        return triggers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "the table has triggers of its own (" + String.join(", ", triggers)
                                + "), and PostgreSQL runs them in the order of their names: one that sets these columns must come"
                                + " first; one that fires at UPDATE OF the old column does not fire where the new one is written");
    }
}
