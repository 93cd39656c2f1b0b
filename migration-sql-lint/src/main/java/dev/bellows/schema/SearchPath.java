package dev.bellows.schema;

import dev.bellows.sql.tree.QualifiedName;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where names without a schema are looked up, and where new objects go:
 * https://www.postgresql.org/docs/18/ddl-schemas.html#DDL-SCHEMAS-PATH
 */
final class SearchPath {
    private static final List<String> USUAL = List.of(ObjectName.PUBLIC);

    private List<String> schemas = USUAL;

    /** What {@code SET search_path} makes of it. The role's own schema is taken for not there, as it usually is. */
    void set(List<String> values) {
        List<String> named = values.stream()
                .map(value -> value.startsWith("'") || value.startsWith("\"")
                        ? value.substring(1, value.length() - 1)
                        : value)
                .filter(value -> !value.equals("$user") && !value.isEmpty() && !value.equals("pg_catalog"))
                .toList();
        schemas = named;
    }

    List<String> schemas() {
        return schemas;
    }

    void reset() {
        schemas = USUAL;
    }

    /** The name of a new object. */
    ObjectName created(QualifiedName name, boolean temporary) {
        @Nullable String schema = name.schema();
        if (temporary) {
            return new ObjectName(ObjectName.TEMPORARY, name.name());
        }
        return new ObjectName(schema != null ? schema : first(), name.name());
    }

    /**
     * The name of an object that is meant to be there: the first that is; otherwise where it would be made.
     *
     * @param temporaries whether there are objects at all that go with their session
     */
    ObjectName found(QualifiedName name, Predicate<ObjectName> there, boolean temporaries) {
        @Nullable String schema = name.schema();
        if (schema != null) {
            return new ObjectName(schema, name.name());
        }
        if (temporaries) {
            ObjectName temporary = new ObjectName(ObjectName.TEMPORARY, name.name());
            if (there.test(temporary)) {
                return temporary;
            }
        }
        @Nullable ObjectName made = null;
        for (String each : schemas) {
            ObjectName candidate = new ObjectName(each, name.name());
            if (there.test(candidate)) {
                return candidate;
            }
            made = made == null ? candidate : made;
        }
        return made == null ? new ObjectName(first(), name.name()) : made;
    }

    private String first() {
        return schemas.isEmpty() ? ObjectName.PUBLIC : schemas.get(0);
    }
}
